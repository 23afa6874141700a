#include "terminal/people/pins.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "storage/codec/json.h"
#include "storage/model/private_file.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t memory = 8 << 20, hash_bytes = 32;
constexpr unsigned long long passes = 3;
constexpr std::size_t max_file = 4 << 20;

std::string hexadecimal(const unsigned char* bytes, std::size_t size) {
  std::string text(2 * size + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

bool bytes_of(const std::string& text, unsigned char* bytes, std::size_t size) {
  std::size_t found = 0;
  return sodium_hex2bin(bytes, size, text.data(), text.size(), nullptr, &found, nullptr) == 0 && found == size;
}

bool is_pin(std::string_view pin) {
  return pin.size() == Pins::digits && std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Pins> Pins::open(const fs::path& file, const fs::path& pepper) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "", "there is no source of chance on this machine"};
  Pins pins;
  pins.file_ = file;
  std::error_code failure;
  if (!fs::exists(pepper, failure)) {
    if (fs::exists(file, failure)) {
      return Error{ErrorKind::corrupt, pepper.string(),
                   "the key of the PINs is gone; remove " + file.string() + " and give everybody a new PIN"};
    }
    randombytes_buf(pins.pepper_.data(), pins.pepper_.size());
    if (auto kept = write_private_file(pepper, hexadecimal(pins.pepper_.data(), pins.pepper_.size())); !kept)
      return kept.error();
  } else if (const auto text = read_private_file(pepper, max_file);
             !text || !bytes_of(*text, pins.pepper_.data(), pins.pepper_.size())) {
    return Error{ErrorKind::corrupt, pepper.string(), "this is no key of PINs"};
  }
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
    Secret secret{object.free_text("salt"), object.free_text("hash"),
                  static_cast<int>(object.integer("wrong", 0, INT32_MAX)),
                  object.integer("locked_until", 0, INT64_MAX)};
    if (auto closed = object.close(); !closed) return closed;
    secrets_.emplace(user, std::move(secret));
  }
  return whole.close();
}

Status Pins::write() const {
  OrderedJson all = OrderedJson::object();
  all["pins"] = OrderedJson::array();
  for (const auto& [user, secret] : secrets_) {
    OrderedJson one;
    one["user"] = user;
    one["salt"] = secret.salt;
    one["hash"] = secret.hash;
    one["wrong"] = secret.wrong;
    one["locked_until"] = secret.locked_until;
    all["pins"].push_back(std::move(one));
  }
  return write_private_file(file_, print_json(all));
}

// Stretches the PIN together with the pepper. Without the pepper's file even the hashes of all million PINs tell
// nothing.
Result<std::string> Pins::hash_of(std::string_view pin, const std::string& salt) const {
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt_bytes{};
  if (!bytes_of(salt, salt_bytes.data(), salt_bytes.size())) {
    return Error{ErrorKind::corrupt, file_.string(), "a PIN of this file cannot be checked"};
  }
  std::array<unsigned char, hash_bytes> peppered{}, hash{};
  crypto_generichash(peppered.data(), peppered.size(), reinterpret_cast<const unsigned char*>(pin.data()), pin.size(),
                     pepper_.data(), pepper_.size());
  const auto* secret = reinterpret_cast<const char*>(peppered.data());
  const int failed = crypto_pwhash(hash.data(), hash.size(), secret, peppered.size(), salt_bytes.data(), passes, memory,
                                   crypto_pwhash_ALG_ARGON2ID13);
  sodium_memzero(peppered.data(), peppered.size());
  if (failed != 0) return Error{ErrorKind::io, "", "there is not enough memory to check a PIN"};
  return hexadecimal(hash.data(), hash.size());
}

bool Pins::has(std::string_view user) const { return secrets_.contains(user); }

Status Pins::set(std::string_view user, std::string_view pin) {
  if (!is_pin(pin)) return Error{ErrorKind::bad_input, "", "a PIN has six digits"};
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  randombytes_buf(salt.data(), salt.size());
  Secret secret;
  secret.salt = hexadecimal(salt.data(), salt.size());
  auto hash = hash_of(pin, secret.salt);
  if (!hash) return hash.error();
  secret.hash = std::move(hash).value();
  secrets_[std::string(user)] = std::move(secret);
  return write();
}

std::optional<Instant> Pins::locked_until(std::string_view user, Instant now) const {
  const auto known = secrets_.find(user);
  if (known == secrets_.end() || known->second.locked_until <= now.ms) return std::nullopt;
  return Instant{known->second.locked_until};
}

int Pins::tries_left(std::string_view user) const {
  const auto known = secrets_.find(user);
  return known == secrets_.end() ? free_tries : std::max(1, free_tries - known->second.wrong);
}

Result<Pins::Answer> Pins::check(std::string_view user, std::string_view pin, Instant now) {
  const auto known = secrets_.find(user);
  if (known == secrets_.end()) return Answer::wrong;
  Secret& secret = known->second;
  if (locked_until(user, now)) return Answer::locked;
  ++secret.wrong;
  if (secret.wrong >= free_tries) {
    const int doublings = std::min(secret.wrong - free_tries, 20);
    secret.locked_until = now.ms + std::min(first_lock_ms << doublings, longest_lock_ms);
  }
  if (auto kept = write(); !kept) return kept.error();
  const auto hash = hash_of(pin, secret.salt);
  if (!hash) return hash.error();
  const bool right =
      hash->size() == secret.hash.size() && sodium_memcmp(hash->data(), secret.hash.data(), secret.hash.size()) == 0;
  if (!right) return Answer::wrong;
  secret.wrong = 0;
  secret.locked_until = 0;
  if (auto kept = write(); !kept) return kept.error();
  return Answer::right;
}

}  // namespace dockhand
