// One picture as `dockhand scan` tells it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scanner/worker/decode_worker.h"
#include "storage/model/time.h"

namespace dockhand {

// Returns {"file","width","height","symbols":[...],"ms","decode_cpu_ms"}, or {"file","error"} when the file is no
// picture or the worker failed on it.
nlohmann::ordered_json picture_json(const std::string& file, DecodeWorker& worker, Date today);

}  // namespace dockhand
