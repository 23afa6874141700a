#include "sync/enrolment.h"

#include "storage/codec/json.h"
#include "storage/model/private_file.h"
#include "storage/views/told.h"
#include "sync/access/revoked.h"
#include "sync/http/http_client.h"
#include "sync/protocol.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t max_file = 64 << 10;

fs::path pending_file_of(const fs::path& database) { return database.string() + ".hub.begun"; }

// Returns the key with which this code was tried before, or a new one that is kept before the hub hears of it.
Result<SigningKey> key_for(const fs::path& pending, const EnrolmentCode& code) {
  const std::string code_line = digest_of(code.secret) + "\n";
  if (const auto begun = read_private_file(pending, max_file); begun && begun->starts_with(code_line)) {
    if (auto key = SigningKey::of_seed(begun->substr(code_line.size())); key) return key;
  }
  auto key = SigningKey::make();
  if (!key) return key;
  if (auto kept = write_private_file(pending, code_line + key->seed()); !kept) return kept.error();
  return key;
}

Result<EnrolReply> ask_hub(const EnrolmentCode& code, const SigningKey& key) {
  auto address = parse_hub_address(code.address);
  if (!address) return address.error();
  address->server.pin = code.pin;
  HttpClient client(address->server);
  const EnrolRequest request{code.secret, key.public_key(), key.sign(text_to_enrol(code.secret))};
  const auto answer = client.post(address->at("/v1/enrol"), to_json(request), "");
  if (!answer) return answer.error();
  if (answer->status == 200) return parse_enrol_reply(answer->body);
  if (const auto told = parse_error(answer->body)) {
    if (told->error.place == revoked_place) return told->error;
    return Error{told->error.kind, code.address, "the hub says: " + printable(told->error.sentence(), 300)};
  }
  return Error{ErrorKind::network, code.address, "what answers there is no hub"};
}

struct Answered {
  SigningKey key;
  EnrolReply reply;
};

Result<Answered> ask_with(const EnrolmentCode& code, const SigningKey& key) {
  auto reply = ask_hub(code, key);
  return reply ? Result<Answered>(Answered{key, *std::move(reply)}) : Result<Answered>(reply.error());
}

// With the key that it has a terminal stays the one that the hub knows, and its events go on. A key that the hub has
// revoked is refused as such, and a new one makes another terminal. A wrong code is asked about once: each time counts
// as a guess.
Result<Answered> ask_hub_of(const fs::path& database, const EnrolmentCode& code) {
  if (const auto former = read_enrolment(database); former && *former) {
    auto answered = ask_with(code, (*former)->identity.key);
    if (answered || answered.error().place != revoked_place) return answered;
  }
  const auto key = key_for(pending_file_of(database), code);
  return key ? ask_with(code, *key) : Result<Answered>(key.error());
}

Status keep(const fs::path& file, const Enrolment& enrolment) {
  OrderedJson json{{"address", enrolment.address},        {"pin", enrolment.pin},
                   {"terminal", enrolment.terminal},      {"name", enrolment.name},
                   {"hub", enrolment.identity.hub},       {"hub_key", enrolment.hub_key},
                   {"key", enrolment.identity.key.seed()}};
  if (enrolment.same == Ledger::SameSite::said) json["same_site"] = true;
  return write_private_file(file, print_json(json) + "\n");
}

// A terminal without books of its own takes those of any hub: what it had of the former one leaves it.
Status may_send_books(const fs::path& database, const EnrolReply& reply) {
  const auto former = read_enrolment(database);
  if (!former) return former.error();
  if (!*former || (*former)->identity.hub == reply.hub) return Done{};
  const auto newest = newest_event(database);
  if (!newest || *newest == 0) return Done{};
  return Error{
      ErrorKind::refused, (*former)->address,
      "what was booked here belongs to that hub, as " + (*former)->name +
          ", and another one would book it once more: sync with it, and begin with a new database there. Where "
          "both are the same site, whose hub was made anew, say `dockhand enrol --same-site`"};
}

}  // namespace

fs::path enrolment_file(const fs::path& database) { return database.string() + ".hub"; }

Result<Enrolment> enrol(const fs::path& database, const EnrolmentCode& code, BooksGo books) {
  const auto answered = ask_hub_of(database, code);
  if (!answered) return answered.error();
  const auto& [key, reply] = *answered;
  if (books == BooksGo::to_their_hub) {
    if (auto may = may_send_books(database, reply); !may) return may.error();
  }
  const auto same = books == BooksGo::to_any_hub ? Ledger::SameSite::said : Ledger::SameSite::as_named;
  Enrolment enrolment{code.address, code.pin, reply.terminal, reply.name, {reply.hub, key}, reply.key, same};
  if (auto kept = keep(enrolment_file(database), enrolment); !kept) return kept.error();
  std::error_code ignored;
  fs::remove(pending_file_of(database), ignored);
  return enrolment;
}

Result<std::optional<Enrolment>> read_enrolment(const fs::path& database) {
  const fs::path file = enrolment_file(database);
  std::error_code failure;
  if (!fs::exists(file, failure)) return std::optional<Enrolment>{};
  const auto text = read_private_file(file, max_file);
  if (!text) return text.error();
  const Error wrong{ErrorKind::corrupt, file.string(), "cannot be understood: enrol this terminal anew"};
  const auto json = parse_json(*text, {.bytes = max_file});
  if (!json) return wrong;
  JsonObject object(*json);
  const std::string address = object.free_text("address"), pin = object.free_text("pin", 64);
  const std::string terminal = object.free_text("terminal", 64), name = object.free_text("name", 64);
  const std::string hub = object.free_text("hub", 64), hub_key = object.free_text("hub_key", 64);
  const auto key = object.text<SigningKey>("key", SigningKey::of_seed);
  const auto same = object.flag_or("same_site", false) ? Ledger::SameSite::said : Ledger::SameSite::as_named;
  if (!object.close()) return wrong;
  return std::optional(Enrolment{address, pin, terminal, name, {hub, *key}, hub_key, same});
}

Result<std::optional<Upstream>> upstream_of(const std::string& address, const std::string& token_file,
                                            const fs::path& database) {
  auto enrolment = read_enrolment(database);
  if (!enrolment) return enrolment.error();
  if (*enrolment && token_file.empty() && (address.empty() || address == (*enrolment)->address)) {
    return std::optional(Upstream{(*enrolment)->address,
                                  {},
                                  (*enrolment)->identity,
                                  (*enrolment)->pin,
                                  (*enrolment)->hub_key,
                                  (*enrolment)->same});
  }
  if (address.empty()) return std::optional<Upstream>{};
  // Another address, such as that of a hub which stands by: its certificate says whether it is the same site's.
  if (*enrolment && token_file.empty() && address.starts_with("https://")) {
    return std::optional(
        Upstream{address, {}, (*enrolment)->identity, (*enrolment)->pin, (*enrolment)->hub_key, (*enrolment)->same});
  }
  Upstream upstream{address};
  if (!token_file.empty()) {
    auto token = read_token(token_file);
    if (!token) return token.error();
    upstream.token = *token;
  }
  return std::optional(std::move(upstream));
}

}  // namespace dockhand
