// This decides who may ask a hub what.
//
// Decides: that the office shows the hub's token and a terminal its signature; that a terminal may show the token in
// place of a signature only where the hub was told so; that guessing is slowed down; and that each refusal of somebody
// new is on record. Leaves to others: what a signature is (sync/access/signing.h), which terminals there are
// (sync/access/access_register.h), which address is for whom (sync/hub/hub.cpp). Any thread may use it.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "storage/model/codes.h"
#include "sync/access/access_register.h"
#include "sync/access/guesses.h"
#include "sync/http/http_service.h"
#include "sync/site/audit_log.h"

namespace dockhand {

// Says by what a hub knows a terminal.
enum class TerminalsBy {
  key,    // each has enrolled
  token,  // the token of the office will do; nothing at all, where there is no token
};

enum class Who { anyone, office, terminals, newcomers };

class Gate {
 public:
  // `database` is that of the hub. When it is empty, nobody can enrol. Without `terminals` they stand in the file
  // beside the database.
  Gate(const std::filesystem::path& database, std::shared_ptr<AccessRegister> terminals, std::string token,
       TerminalsBy by, const Clock& clock);

  // Is asked before the body is read. Nothing: the request may come in.
  std::optional<HttpAnswer> refuse(const HttpHead& head, Who who);
  // Is for a terminal: checks that the body, as it came, is what was signed.
  std::optional<HttpAnswer> refuse_body(const HttpRequest& request);
  // Is for a terminal whose body was checked: checks that the writer's events are its own.
  std::optional<HttpAnswer> refuse_writer(const HttpHead& head, const std::string& writer);
  // Is for a terminal whose body was checked. An Error of kind refused says that it has shown no key of its own.
  struct Parties {
    SigningKey hub;
    std::string terminal, key;  // its id, and its public key
  };
  Result<Parties> parties_of(const HttpHead& head);
  // What the office calls the terminal that has this database. Nothing: none of those that have enrolled has it.
  std::optional<std::string> name_of(const WriterId& writer) const;
  // What the hub calls itself. Empty: it keeps no terminals, or cannot write down now that it does.
  std::string hub_name() const;
  // Is for a newcomer: takes it in when its code is right.
  HttpAnswer enrol(const HttpRequest& request);

  void take_token(const std::string& token);

 private:
  bool shows_token(const HttpHead& head) const;
  std::optional<HttpAnswer> refuse_proof(const HttpHead& head);
  std::optional<HttpAnswer> refuse_guest_of_another(const HttpHead& head) const;
  HttpAnswer wrong(const HttpHead& head, const std::string& what, const Error& error);
  HttpAnswer wrong_guess(const HttpHead& head, const std::string& what, const Error& error);
  std::optional<HttpAnswer> too_many(const HttpHead& head);

  const TerminalsBy by_;
  const bool has_register_;
  const std::shared_ptr<AccessRegister> register_;
  AuditLog audit_;
  mutable std::mutex mutex_;  // guards the rest
  std::string token_;
  Guesses guesses_;   // wrong guesses of tokens and codes; a signature cannot be guessed
  Guesses recorded_;  // refusals that are on record
};

}  // namespace dockhand
