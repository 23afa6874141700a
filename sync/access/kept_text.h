// A small text that a hub keeps beside its books.
//
// Decides: nothing; the seam between what is kept (who may ask, how far a webhook is) and where: a file beside the
// database (sync/access/kept_file.h), or a place that all hubs of a site share (sync/store/postgres_text.h). Several
// processes use it at once. Any thread may call it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

struct Kept {
  std::string text{};     // empty: nothing was ever kept
  std::string version{};  // another text has another one
};

class KeptText {
 public:
  virtual ~KeptText() = default;

  // Where it is, for people.
  virtual std::string name() const = 0;
  // None: what is kept has this version.
  virtual Result<std::optional<Kept>> other_than(const std::string& version) = 0;
  // Nobody else changes it between the reading and the writing. After an Error of `of` nothing is written.
  using Change = std::function<Result<std::string>(const std::string& now)>;
  virtual Status change(const Change& of) = 0;
};

// Of one that may never have been kept.
inline Result<std::string> text_in(KeptText& kept) {
  const auto now = kept.other_than("");
  if (!now) return now.error();
  return *now ? (*now)->text : std::string();
}

}  // namespace dockhand
