// Who may ask a simulated hub: the product's own register, kept in memory, without keys and signatures.
//
// Decides: under which id a terminal asks. Leaves to others: what the register makes of it
// (sync/access/access_register.h), and when a terminal is shut out (sim_site.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/codes.h"
#include "sync/access/access_register.h"
#include "sync/access/revoked.h"

namespace dockhand::test {

class MemoryText final : public KeptText {
 public:
  std::string name() const override { return "memory"; }
  Result<std::optional<Kept>> other_than(const std::string& version) override {
    const std::string now = std::to_string(changes_);
    if (changes_ == 0 || version == now) return std::optional<Kept>();
    return std::optional(Kept{text_, now});
  }
  Status change(const Change& of) override {
    auto changed = of(text_);
    if (!changed) return changed.error();
    text_ = std::move(*changed);
    ++changes_;
    return Done{};
  }

 private:
  std::string text_;
  int changes_ = 0;
};

class SimAccess {
 public:
  explicit SimAccess(const Clock& clock) : register_(std::make_shared<MemoryText>(), clock) {}

  // Returns the id of a terminal that comes with a key which no other has.
  std::string enrol(const std::string& name) {
    const std::string secret = register_.new_secret(name).value();
    return register_.enrol(secret, "key " + std::to_string(++keys_)).value().id;
  }
  // Returns the writers that were the terminal's.
  std::vector<WriterId> revoke(const std::string& id) {
    register_.revoke(id).value();
    const auto terminal = register_.terminal(id).value();
    std::vector<WriterId> writers;
    for (const std::string& one : terminal->writers) writers.push_back(WriterId::parse(one).value());
    return writers;
  }
  bool is_revoked(const std::string& id) { return register_.terminal(id).value()->revoked.has_value(); }
  // None: the hub answers what this terminal asks about this writer.
  std::optional<Error> refusal(const std::string& id, const WriterId& writer) {
    if (is_revoked(id)) return Error{ErrorKind::refused, revoked_place, "was revoked: enrol it anew"};
    const Status claimed = register_.claim(id, writer.text());
    return claimed ? std::nullopt : std::optional(claimed.error());
  }

 private:
  AccessRegister register_;
  int keys_ = 0;
};

}  // namespace dockhand::test
