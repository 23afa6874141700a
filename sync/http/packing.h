// This packs the bodies of messages for the network.
//
// Decides: that zstd packs them, how hard, and that one is unpacked only as far as a bound that is known before.
// Leaves to others: who has said that it can unpack (sync/hub/hub.cpp, sync/http_connector.cpp). The library is
// included in packing.cpp and nowhere else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

inline constexpr std::string_view packing = "zstd";  // as Content-Encoding and Accept-Encoding name it

// Says whether a header Accept-Encoding has it in its list.
bool takes_packed(std::string_view accept_encoding);

std::string packed(std::string_view body);
// It is an Error when it is not one packed body, or when more than `max` bytes come out of it. No more than that is
// ever held.
Result<std::string> unpacked(std::string_view body, std::size_t max);

}  // namespace dockhand
