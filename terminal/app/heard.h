// A scan as it was heard: what came, and what it means here.
//
// Decides: that a scan is parsed once, on the thread of its source, by the rules of the site and on the day it came.
// Leaves to others: where it came from (terminal/station/scanners.h), what it does (terminal/app/app.h).
#pragma once

#include <vector>

#include "scanner/meaning/site.h"
#include "scanner/source/reading.h"
#include "storage/model/result.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

struct Heard {
  Reading reading;
  Result<Scan> scan;  // an Error: it means nothing here, and says why
};

// What was in one picture; of any other device each scan is alone. There is always one.
using HeardTogether = std::vector<Heard>;

// May be called on any thread.
inline Heard heard_as(const Reading& reading, const Site& site, Date today) {
  return {reading, site.parse(reading.symbol, today)};
}

}  // namespace dockhand
