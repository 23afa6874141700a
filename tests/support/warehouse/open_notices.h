// How many notices of a kind are open.
#pragma once

#include <algorithm>
#include <cstdint>

#include "storage/views/views.h"

namespace dockhand::test {

inline std::int64_t open_notices(Views& views, NoticeKind kind) {
  const auto all = views.notices().value();
  return std::count_if(all.begin(), all.end(), [&](const NoticeView& one) { return one.notice.kind == kind; });
}

}  // namespace dockhand::test
