// Which terminals a hub knows.
//
// Decides: that a code holds for 15 minutes and once; that what is kept of it is its digest; that a terminal is its
// key; that a writer's events come from the terminal that sent the first of them, until that terminal is revoked.
// Leaves to others: what a request proves (sync/access/signing.h), what is refused and how (sync/site/gate.h).
//
// The register is a small text beside the books: the file DATABASE.access, or what all hubs of a site share. It is not
// part of the database. So when a database is set back, no terminal that was revoked comes back. Several processes use
// it: the running hub, and `dockhand-hub enrol` or `terminals` beside it; each goes by what another has written as soon
// as the text's place shows it. Any thread may call it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/time.h"
#include "sync/access/kept_text.h"
#include "sync/access/signing.h"

namespace dockhand {

struct EnrolledTerminal {
  std::string id;    // as in sync/access/signing.h
  std::string name;  // what the office calls it
  std::string key;   // the public key
  Instant enrolled;
  std::optional<Instant> revoked{};
  std::vector<std::string> writers{};  // its databases' lives; the one that was in touch last is the last one
  std::string with{};                  // digest of the code it came with
};

class AccessRegister {
 public:
  static constexpr std::int64_t code_holds_ms = 15 * 60'000;

  static std::filesystem::path file_of(const std::filesystem::path& database);
  AccessRegister(const std::filesystem::path& database, const Clock& clock);
  AccessRegister(std::shared_ptr<KeptText> kept, const Clock& clock) : kept_(std::move(kept)), clock_(clock) {}

  // Returns the name that the hub has given itself. It is empty before the first code was made, or it was asked who it
  // is.
  Result<std::string> hub();
  // Returns the same, and gives it one where it has none.
  Result<std::string> hub_named();
  // Returns the key with which the hub signs what somebody carries to a terminal.
  Result<SigningKey> hub_key();
  // Returns the secret of a code for a terminal that the office calls `name`. It is told only this once.
  Result<std::string> new_secret(const std::string& name);
  // Uses the secret up. When the same key comes with the same secret again, it is answered again, because the first
  // answer may have been lost. A key that is a terminal's already stays that terminal, by the name of the new code. One
  // that was revoked is refused with `revoked_place`, and a code that is right holds on.
  Result<EnrolledTerminal> enrol(const std::string& secret, const std::string& public_key);
  Result<std::vector<EnrolledTerminal>> terminals();
  // Empty: the terminal was never enrolled.
  Result<std::optional<EnrolledTerminal>> terminal(const std::string& id);
  // Takes effect with the next request. It is refused when there is no terminal of that id.
  Status revoke(const std::string& id);
  // From now on the writer belongs to the terminal, and is the one of its writers that is in touch: of two devices made
  // from one image it is what the office means by the name. It is refused when the writer belongs to another terminal.
  Status claim(const std::string& id, const std::string& writer);

 private:
  struct Code {
    std::string digest, name;
    Instant until;
  };
  struct Contents {
    std::string hub, seed;
    std::vector<Code> codes;
    std::vector<EnrolledTerminal> terminals;
  };

  static Result<Contents> read(const std::string& text, const std::string& where);
  static std::string print(const Contents& contents);
  static EnrolledTerminal* find(Contents& contents, const std::string& id);
  static void drop_old_codes(Contents& contents, Instant now);
  static Status name_hub(Contents& contents);
  Status refresh();
  template <class Change>
  Status change(Change change);

  const std::shared_ptr<KeptText> kept_;
  const Clock& clock_;
  std::mutex mutex_;                              // guards the rest
  std::map<std::string, Instant> changed_hands_;  // when a terminal's writer in touch became another one
  Contents held_;                                 // this and the next are what was read last
  std::string version_;
};

}  // namespace dockhand
