#include "terminal/people/pins.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "storage/codec/json.h"
#include "storage/model/private_file.h"
#include "sync/access/hexadecimal.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t memory = 8 << 20, hash_bytes = 32;
constexpr unsigned long long passes = 3;
constexpr std::size_t max_file = 4 << 20;

bool is_pin(std::string_view pin) {
  return pin.size() == Pins::digits && std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Stretches what was typed, so that each guess costs memory and time.
Result<std::string> stretched(std::string_view typed, const std::string& salt) {
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt_bytes{};
  if (!bytes_of(salt, salt_bytes.data(), salt_bytes.size())) {
    return Error{ErrorKind::corrupt, "", "a PIN of this terminal cannot be checked"};
  }
  std::array<unsigned char, hash_bytes> hash{};
  const int failed = crypto_pwhash(hash.data(), hash.size(), typed.data(), typed.size(), salt_bytes.data(), passes,
                                   memory, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return Error{ErrorKind::io, "", "there is not enough memory to check a PIN"};
  return hexadecimal(hash.data(), hash.size());
}

bool is_same(const std::string& a, const std::string& b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

Result<Pins> Pins::open(const fs::path& file, const fs::path& key) {
  std::error_code failure;
  if (!fs::exists(key, failure) && fs::exists(file, failure)) {
    return Error{ErrorKind::corrupt, key.string(),
                 "the key of the PINs is gone; remove " + file.string() +
                     ": the hub gives them again, or everybody chooses a new one"};
  }
  auto opened = FileKey::open(key);
  if (!opened) return opened.error();
  Pins pins(std::move(opened).value());
  pins.file_ = file;
  if (auto read = pins.read(); !read) return read.error();
  return pins;
}

Status Pins::read() {
  std::error_code failure;
  if (!fs::exists(file_, failure)) return Done{};
  const auto text = read_private_file(file_, max_file);
  const auto json = text ? parse_json(*text, {.bytes = max_file}) : Result<Json>(text.error());
  if (!json)
    return Error{ErrorKind::corrupt, file_.string(),
                 fmt::format("the PINs cannot be read: {sentence}", fmt::arg("sentence", json.error().sentence()))};
  JsonObject whole(*json);
  for (const Json& one : whole.array("pins")) {
    JsonObject object(one, "pins");
    const std::string user = object.free_text("user");
    Secret secret;
    secret.salt = object.free_text("salt");
    secret.locked = object.free_text("locked");
    secret.hash = object.free_text("hash");
    secret.revision = object.integer_or("revision", 0, 0, INT64_MAX);
    secret.told = object.flag_or("told", false);
    secret.elsewhere = object.flag_or("elsewhere", false);
    secret.wrong = static_cast<int>(object.integer("wrong", 0, INT32_MAX));
    secret.locked_until = object.integer("locked_until", 0, INT64_MAX);
    if (auto closed = object.close(); !closed) return closed;
    secrets_.emplace(user, std::move(secret));
  }
  return whole.close();
}

Status Pins::write() {
  ++version_;
  OrderedJson all = OrderedJson::object();
  all["pins"] = OrderedJson::array();
  for (const auto& [user, secret] : secrets_) {
    OrderedJson one;
    one["user"] = user;
    one["salt"] = secret.salt;
    if (!secret.hash.empty()) one["hash"] = secret.hash;
    if (!secret.locked.empty()) one["locked"] = secret.locked;
    one["revision"] = secret.revision;
    one["told"] = secret.told;
    one["elsewhere"] = secret.elsewhere;
    one["wrong"] = secret.wrong;
    one["locked_until"] = secret.locked_until;
    all["pins"].push_back(std::move(one));
  }
  return write_private_file(file_, print_json(all));
}

// What is locked opens as this person's alone: whoever may write the file cannot give a supervisor his own PIN.
std::string Pins::about(const std::string& user, const Secret& secret) {
  return "dockhand pin\n" + user + "\n" + std::to_string(secret.revision) + "\n" + secret.salt;
}

Result<bool> Pins::is_right(const std::string& user, const Secret& secret, std::string_view pin) const {
  const bool older = secret.locked.empty();
  FileKey::Digest peppered = key_.digest(pin);
  const auto found = stretched(
      older ? std::string_view(reinterpret_cast<const char*>(peppered.data()), peppered.size()) : pin, secret.salt);
  sodium_memzero(peppered.data(), peppered.size());
  if (!found) return found.error();
  if (older) return is_same(*found, secret.hash);
  const auto wanted = key_.unlock(secret.locked, about(user, secret));
  return wanted && is_same(*found, *wanted);
}

bool Pins::has(std::string_view user) const {
  const auto known = secrets_.find(user);
  return known != secrets_.end() && !(known->second.locked.empty() && known->second.hash.empty());
}

bool Pins::is_from_elsewhere(std::string_view user) const {
  const auto known = secrets_.find(user);
  return known != secrets_.end() && known->second.elsewhere;
}

// `secret` is what stays of what was known.
Status Pins::keep(const std::string& user, std::string_view pin, Secret secret) {
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  randombytes_buf(salt.data(), salt.size());
  secret.salt = hexadecimal(salt.data(), salt.size());
  const auto hash = stretched(pin, secret.salt);
  if (!hash) return hash.error();
  ++secret.revision;
  secret.locked = key_.lock(*hash, about(user, secret));
  secret.hash.clear();
  secret.told = false;
  secrets_[user] = std::move(secret);
  return write();
}

Status Pins::set(std::string_view user, std::string_view pin) {
  if (!is_pin(pin)) return Error{ErrorKind::bad_input, "", "a PIN has six digits"};
  const auto known = secrets_.find(user);
  Secret secret;
  if (known != secrets_.end()) secret.revision = known->second.revision;
  return keep(std::string(user), pin, std::move(secret));
}

std::vector<PersonPin> Pins::to_tell() const {
  std::vector<PersonPin> pins;
  pins.reserve(secrets_.size());
  for (const auto& [user, secret] : secrets_) {
    if (!secret.hash.empty()) continue;  // an older program's tells the hub nothing
    PersonPin pin{user, secret.revision, secret.salt, ""};
    if (!secret.told && !secret.locked.empty()) pin.hash = key_.unlock(secret.locked, about(user, secret)).value_or("");
    pins.push_back(std::move(pin));
  }
  return pins;
}

// A badge that is locked stays locked.
void Pins::take(const PersonPin& theirs) {
  const bool had = has(theirs.user);
  Secret& secret = secrets_[theirs.user];
  if (secret.revision > theirs.revision) return;  // it was chosen meanwhile
  secret.revision = theirs.revision;
  secret.salt = theirs.hash.empty() ? "" : theirs.salt;
  secret.locked = theirs.hash.empty() ? "" : key_.lock(theirs.hash, about(theirs.user, secret));
  secret.hash.clear();
  secret.told = true;
  secret.elsewhere = had && !theirs.hash.empty();
}

Status Pins::heard(const std::vector<PersonPin>& told, const std::vector<PersonPin>& theirs,
                   const std::vector<std::string>& wanted) {
  bool changed = !theirs.empty();
  const auto mark = [&](const std::string& user, bool has_it) {
    const auto known = secrets_.find(user);
    if (known == secrets_.end()) return;
    changed = changed || known->second.told != has_it;
    known->second.told = has_it;
  };
  for (const PersonPin& pin : told) {
    const auto known = secrets_.find(pin.user);
    const bool same =
        known != secrets_.end() && known->second.revision == pin.revision && known->second.salt == pin.salt;
    if (same && !pin.hash.empty()) mark(pin.user, true);
  }
  for (const std::string& user : wanted) mark(user, false);
  for (const PersonPin& pin : theirs) take(pin);
  return changed ? write() : Done{};
}

std::int64_t Pins::length_of_lock(const Secret& secret) {
  const int doublings = std::clamp(secret.wrong - free_tries, 0, 20);
  return std::min(first_lock_ms << doublings, longest_lock_ms);
}

// A lock that would last longer than any was begun while the clock was ahead: it is begun anew.
std::optional<Instant> Pins::locked_until(std::string_view user, Instant now) {
  const auto known = secrets_.find(user);
  if (known == secrets_.end()) return std::nullopt;
  Secret& secret = known->second;
  secret.locked_until = std::min(secret.locked_until, now.ms + length_of_lock(secret));
  return secret.locked_until > now.ms ? std::optional(Instant{secret.locked_until}) : std::nullopt;
}

int Pins::tries_left(std::string_view user) const {
  const auto known = secrets_.find(user);
  return known == secrets_.end() ? free_tries : std::max(1, free_tries - known->second.wrong);
}

Result<Pins::Answer> Pins::check(std::string_view user, std::string_view pin, Instant now) {
  const auto known = secrets_.find(user);
  if (!has(user)) return Answer::wrong;
  Secret& secret = known->second;
  if (locked_until(user, now)) return Answer::locked;
  ++secret.wrong;
  if (secret.wrong >= free_tries) secret.locked_until = now.ms + length_of_lock(secret);
  if (auto kept = write(); !kept) return kept.error();
  const auto right = is_right(known->first, secret, pin);
  if (!right) return right.error();
  if (!*right) return Answer::wrong;
  secret.wrong = 0;
  secret.locked_until = 0;
  secret.elsewhere = false;
  const bool older = secret.locked.empty();
  const Status kept = older ? keep(std::string(user), pin, secret) : write();
  if (!kept) return kept.error();
  return Answer::right;
}

}  // namespace dockhand
