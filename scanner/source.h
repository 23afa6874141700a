// The seam of every scanner: a source delivers symbols.
//
// Decides: the shape of a source and of its delivery. Leaves to others: what a symbol means (scanner/parse.h), which
// screen wants it (terminal/app.h).
//
// A source works on a thread of its own or inside the calls that feed it; `deliver` is called on that thread, one
// symbol after another, and must not block for long. A source may drop frames, never a symbol that it has accepted.
// After `stop` has returned, `deliver` is not called again.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "storage/model/result.h"
#include "storage/model/scan.h"

namespace dockhand {

class Source {
 public:
  virtual ~Source() = default;
  // Ends the source's thread, if it has one. Idempotent.
  virtual void stop() = 0;
  // Blocks until a source that has an end (a folder of pictures) has come to it; the others return at once.
  virtual void wait() {}
};

struct SourceEvents {
  std::function<void(const Symbol&)> deliver;
  // Something that a person should know: a picture that is none, a scanner that was unplugged. May be empty.
  std::function<void(const Error&)> trouble;
};

// One kind of scanner. `where` is what the kind needs to find it: a path, a device, an address.
struct Driver {
  const char* name;  // "image"
  const char* help;  // one line for --help
  Result<std::unique_ptr<Source>> (*open)(const std::string& where, SourceEvents events);
};

// In the order of drivers.def. A new driver is a file in scanner/drivers/ and a line there.
std::span<const Driver> drivers();
// nullptr when no driver has this name.
const Driver* driver_named(const std::string& name);

#define DRIVER(name, help) Result<std::unique_ptr<Source>> open_##name(const std::string& where, SourceEvents events);
#include "scanner/drivers.def"
#undef DRIVER

}  // namespace dockhand
