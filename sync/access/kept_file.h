// A text in a file that only its owner may read.
//
// Decides: that it is replaced whole, that one process at a time changes it, and that each sees at once what another
// has written. Leaves to others: what stands in it.
#pragma once

#include <filesystem>

#include "sync/access/kept_text.h"

namespace dockhand {

class KeptFile final : public KeptText {
 public:
  explicit KeptFile(std::filesystem::path file) : file_(std::move(file)) {}

  std::string name() const override { return file_.string(); }
  Result<std::optional<Kept>> other_than(const std::string& version) override;
  Status change(const Change& of) override;

 private:
  class Lock;
  const std::filesystem::path file_;
};

}  // namespace dockhand
