// A terminal becomes one of a hub's, once; and what it keeps of that.
//
// Decides: that the key is made here and never leaves the machine; that it lies beside the database in DATABASE.hub,
// for its owner's eyes; that an enrolment that broke off goes on with the same key, so that a lost answer costs no
// code. Leaves to others: the code's form (sync/access/enrolment_code.h), the hub's side (sync/site/gate.h).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sync/access/enrolment_code.h"
#include "sync/connector.h"

namespace dockhand {

struct Enrolment {
  std::string address;
  std::string pin;       // the pin of the hub's certificate; empty: any valid certificate is right
  std::string terminal;  // as the hub counts it
  std::string name;      // what the office calls it
  TerminalIdentity identity;
  std::string hub_key;  // public: what the hub gives to somebody to carry is signed with it
  Ledger::SameSite same = Ledger::SameSite::as_named;  // whether the hub was said to stand for the former one's site
};

// Whether what was booked here goes to a hub that does not call itself as the one where the terminal had enrolled: only
// somebody can know that it stands for the same site, and has lost its register.
enum class BooksGo { to_their_hub, to_any_hub };

// A terminal may enrol anew, at this hub or at another one, which may have moved to another address. It shows the key
// that it has, and stays the same terminal; where the hub refuses that one, as it was revoked, a new key takes its
// place when the hub has answered. Books of another hub are refused, as they would be booked once more at this one; the
// code still holds then.
Result<Enrolment> enrol(const std::filesystem::path& database, const EnrolmentCode& code,
                        BooksGo books = BooksGo::to_their_hub);
// Where it is kept.
std::filesystem::path enrolment_file(const std::filesystem::path& database);
// Empty: the terminal has not enrolled.
Result<std::optional<Enrolment>> read_enrolment(const std::filesystem::path& database);

// Returns the hub that a terminal talks to. It is the one of `address` with the token of `token_file`, when they are
// not empty. It is the one where the terminal has enrolled, when `address` is empty or is that hub's. A terminal that
// has enrolled shows its key at any address that speaks TLS, and goes by the same certificate there. Empty: there is
// none.
Result<std::optional<Upstream>> upstream_of(const std::string& address, const std::string& token_file,
                                            const std::filesystem::path& database);

}  // namespace dockhand
