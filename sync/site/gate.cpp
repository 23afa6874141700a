#include "sync/site/gate.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>

#include "storage/model/codes.h"
#include "sync/access/revoked.h"
#include "sync/access/signing.h"
#include "sync/protocol.h"
#include "sync/site/answers.h"

namespace dockhand {
namespace {

// Takes as long for a wrong token as for the right one.
bool same_secret(const std::string& given, const std::string& wanted) {
  return given.size() == wanted.size() && sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

Error not_known() {
  return {ErrorKind::refused, "", "this terminal is not known here: enrol it with a code of `dockhand-hub enrol`"};
}

}  // namespace

Gate::Gate(const std::filesystem::path& database, std::shared_ptr<AccessRegister> terminals, std::string token,
           TerminalsBy by, const Clock& clock)
    : by_(by),
      has_register_(!database.empty()),
      register_(terminals ? std::move(terminals) : std::make_shared<AccessRegister>(database, clock)),
      audit_(database, clock),
      token_(std::move(token)) {}

void Gate::take_token(const std::string& token) {
  const std::lock_guard lock(mutex_);
  token_ = token;
}

bool Gate::shows_token(const HttpHead& head) const {
  const std::string scheme = "Bearer ";  // in letters of either case, as all schemes
  const std::lock_guard lock(mutex_);
  if (token_.empty()) return true;
  const std::string& shown = head.authorization;
  const bool is_bearer =
      shown.size() > scheme.size() &&
      std::equal(scheme.begin(), scheme.end(), shown.begin(), [](char wanted, char given) {
        return std::tolower(static_cast<unsigned char>(wanted)) == std::tolower(static_cast<unsigned char>(given));
      });
  return is_bearer && same_secret(shown.substr(scheme.size()), token_);
}

std::optional<HttpAnswer> Gate::too_many(const HttpHead& head) {
  const std::lock_guard lock(mutex_);
  const auto silence = guesses_.silence_of(head.from, std::chrono::steady_clock::now());
  if (silence.count() == 0) return std::nullopt;
  HttpAnswer answer = answer_error({ErrorKind::refused, "", "too many wrong tokens or codes from this address"}, 429);
  answer.retry_after = silence;
  return answer;
}

HttpAnswer Gate::wrong_guess(const HttpHead& head, const std::string& what, const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    guesses_.wrong(head.from, std::chrono::steady_clock::now());
  }
  return wrong(head, what, error);
}

// On record are the first ones of an address within a minute: a flood writes next to nothing.
HttpAnswer Gate::wrong(const HttpHead& head, const std::string& what, const Error& error) {
  int times = 0;
  {
    const std::lock_guard lock(mutex_);
    times = recorded_.wrong(head.from, std::chrono::steady_clock::now());
  }
  if (has_register_ && times <= Guesses::free) audit_.say("refused", {{"what", what}, {"from", head.from}});
  return answer_error(error, 401);
}

std::optional<HttpAnswer> Gate::refuse(const HttpHead& head, Who who) {
  if (who == Who::anyone) return std::nullopt;
  if (who == Who::terminals && parse_proof(head.authorization)) return refuse_proof(head);
  if (who == Who::newcomers) {
    if (!has_register_) return answer_error({ErrorKind::refused, "", "no terminal can be enrolled at this hub"}, 403);
    return too_many(head);
  }
  if (auto silence = too_many(head)) return silence;
  const bool token_will_do = who == Who::office || by_ == TerminalsBy::token;
  if (token_will_do && shows_token(head)) return refuse_guest_of_another(head);
  if (!token_will_do) return wrong_guess(head, "a terminal without a key", not_known());
  return wrong_guess(head, "token", {ErrorKind::refused, "", "the token is missing or wrong"});
}

// A connection that broke may lead elsewhere when it is made again, as behind one name: what a terminal has booked for
// the hub that it has met goes to no other. What is signed names its hub anyway.
std::optional<HttpAnswer> Gate::refuse_guest_of_another(const HttpHead& head) const {
  if (head.hub.empty() || head.hub == hub_name()) return std::nullopt;
  return answer_error({ErrorKind::refused, "", "this is another hub than the one that the terminal has met"}, 409);
}

// A signature cannot be guessed, so that terminals go on working beside somebody who guesses from their address.
std::optional<HttpAnswer> Gate::refuse_proof(const HttpHead& head) {
  const Proof proof = *parse_proof(head.authorization);
  const auto terminal = register_->terminal(proof.terminal);
  const auto hub = register_->hub();
  if (!terminal || !hub) return answer_error(terminal ? hub.error() : terminal.error(), 503);
  if (!*terminal || !holds(proof, {*hub, head.method, head.path}, (*terminal)->key)) {
    return wrong(head, "signature", not_known());
  }
  if (!(*terminal)->revoked) return std::nullopt;
  return wrong(head, "revoked terminal " + proof.terminal,
               {ErrorKind::refused, revoked_place, "was revoked: enrol it anew"});
}

std::optional<HttpAnswer> Gate::refuse_body(const HttpRequest& request) {
  const auto proof = parse_proof(request.head.authorization);
  if (!proof || digest_of(request.body) == proof->digest) return std::nullopt;
  return wrong(request.head, "body", {ErrorKind::refused, "", "this is not the message that was signed"});
}

std::optional<HttpAnswer> Gate::refuse_writer(const HttpHead& head, const std::string& writer) {
  const auto proof = parse_proof(head.authorization);
  if (!proof) return std::nullopt;
  const Status claimed = register_->claim(proof->terminal, writer);
  if (claimed) return std::nullopt;
  if (claimed.error().kind != ErrorKind::refused) return answer_error(claimed.error(), 503);
  return wrong(head, "writer of another terminal, asked by " + proof->terminal, claimed.error());
}

Result<Gate::Parties> Gate::parties_of(const HttpHead& head) {
  const auto proof = parse_proof(head.authorization);
  if (!proof) return Error{ErrorKind::refused, "", "this is for terminals that have enrolled"};
  const auto terminal = register_->terminal(proof->terminal);
  const auto key = register_->hub_key();
  if (!terminal || !key) return terminal ? key.error() : terminal.error();
  if (!*terminal) return not_known();
  return Parties{*key, (*terminal)->id, (*terminal)->key};
}

std::optional<std::string> Gate::name_of(const WriterId& writer) const {
  const auto known = register_->terminals();
  if (!known) return std::nullopt;
  for (const EnrolledTerminal& one : *known) {
    const bool has = std::find(one.writers.begin(), one.writers.end(), writer.text()) != one.writers.end();
    if (has && !one.revoked) return printable(one.name, 40);
  }
  return std::nullopt;
}

std::string Gate::hub_name() const {
  const auto name = has_register_ ? register_->hub_named() : std::string();
  return name ? *name : "";
}

HttpAnswer Gate::enrol(const HttpRequest& request) {
  const auto asked = parse_enrol_request(request.body);
  if (!asked) return answer_error(asked.error());
  const bool has_key = signed_by(asked->key, text_to_enrol(asked->secret), asked->signature);
  const auto terminal = has_key ? register_->enrol(asked->secret, asked->key)
                                : Error{ErrorKind::refused, "", "the request is not signed with the terminal's key"};
  if (!terminal) {
    const Error& why = terminal.error();
    if (why.kind != ErrorKind::refused) return answer_error(why, 503);
    // Its code is right: nobody has guessed.
    return why.place == revoked_place ? wrong(request.head, "revoked terminal", why)
                                      : wrong_guess(request.head, "code", why);
  }
  const auto hub = register_->hub();
  const auto key = register_->hub_key();
  if (!hub || !key) return answer_error(hub ? key.error() : hub.error(), 503);
  audit_.say("enrolled", {{"terminal", terminal->id}, {"name", terminal->name}, {"from", request.head.from}});
  return {200, to_json(EnrolReply{*hub, key->public_key(), terminal->id, terminal->name})};
}

}  // namespace dockhand
