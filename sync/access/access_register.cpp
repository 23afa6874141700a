#include "sync/access/access_register.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "storage/codec/json.h"
#include "storage/model/fresh_id.h"
#include "storage/model/private_file.h"
#include "sync/access/enrolment_code.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t max_file = 64 << 20;
constexpr std::size_t max_name = 64, max_codes = 1000, max_terminals = 20'000;

OrderedJson json_of(const EnrolledTerminal& one) {
  OrderedJson json{{"id", one.id},     {"name", one.name},      {"key", one.key}, {"enrolled", one.enrolled.text()},
                   {"with", one.with}, {"writers", one.writers}};
  if (one.revoked) json["revoked"] = one.revoked->text();
  return json;
}

Result<EnrolledTerminal> terminal_of(const Json& json) {
  JsonObject object(json);
  EnrolledTerminal one;
  one.id = object.free_text("id", 64);
  one.name = object.free_text("name", max_name);
  one.key = object.free_text("key", 64);
  one.with = object.free_text("with", 64);
  const auto enrolled = object.text<Instant>("enrolled", Instant::parse);
  one.revoked = object.maybe<Instant>("revoked", Instant::parse);
  for (const Json& writer : object.array("writers")) {
    if (writer.is_string()) one.writers.push_back(writer.get<std::string>());
  }
  if (auto closed = object.close(); !closed) return closed.error();
  one.enrolled = *enrolled;
  return one;
}

}  // namespace

// Held while the file is read, changed and written: the only moment in which two processes could lose a change.
class AccessRegister::Lock {
 public:
  explicit Lock(const fs::path& file)
      : handle_(::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (handle_ >= 0) give_to_owner_of_folder(handle_, file);
    held_ = handle_ >= 0 && ::flock(handle_, LOCK_EX) == 0;
  }
  ~Lock() {
    if (handle_ >= 0) ::close(handle_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  bool held() const { return held_; }

 private:
  int handle_;
  bool held_ = false;
};

fs::path AccessRegister::file_of(const fs::path& database) { return database.string() + ".access"; }

AccessRegister::AccessRegister(const fs::path& database, const Clock& clock)
    : file_(file_of(database)), clock_(clock) {}

Status AccessRegister::refresh() {
  struct stat seen {};
  if (::stat(file_.c_str(), &seen) != 0) {
    held_ = {};
    stamp_.reset();
    return Done{};
  }
  const FileState now{seen.st_ino, seen.st_mtim.tv_sec, seen.st_mtim.tv_nsec};
  if (stamp_ == now) return Done{};
  if (auto done = read(); !done) return done;
  stamp_ = now;
  return Done{};
}

Status AccessRegister::read() {
  const auto text = read_private_file(file_, max_file);
  if (!text) return text.error();
  const auto wrong = [this](const Error& error) {
    return Error{ErrorKind::corrupt, file_.string(), "the terminals cannot be read: " + error.sentence()};
  };
  const auto json = parse_json(*text, {.bytes = max_file});
  if (!json) return wrong(json.error());
  JsonObject whole(*json);
  Contents held;
  held.hub = whole.free_text("hub", 64);
  held.seed = whole.free_text("key", 64);
  for (const Json& one : whole.array("codes")) {
    JsonObject object(one);
    Code code{object.free_text("digest", 64), object.free_text("name", max_name), {}};
    const auto until = object.text<Instant>("until", Instant::parse);
    if (auto closed = object.close(); !closed) return wrong(closed.error());
    code.until = *until;
    held.codes.push_back(std::move(code));
  }
  for (const Json& one : whole.array("terminals")) {
    auto terminal = terminal_of(one);
    if (!terminal) return wrong(terminal.error());
    held.terminals.push_back(std::move(*terminal));
  }
  if (auto closed = whole.close(); !closed) return wrong(closed.error());
  held_ = std::move(held);
  return Done{};
}

Status AccessRegister::write() {
  OrderedJson json{
      {"hub", held_.hub}, {"key", held_.seed}, {"codes", OrderedJson::array()}, {"terminals", OrderedJson::array()}};
  for (const Code& code : held_.codes) {
    json["codes"].push_back({{"digest", code.digest}, {"name", code.name}, {"until", code.until.text()}});
  }
  for (const EnrolledTerminal& one : held_.terminals) json["terminals"].push_back(json_of(one));
  stamp_.reset();  // what could not be written is read again
  return write_private_file(file_, print_json(json) + "\n");
}

// Reads what is there now, changes it, and writes it; nothing is written when `change` refuses.
template <class Change>
Status AccessRegister::change(Change change) {
  const std::lock_guard guard(mutex_);
  const Lock lock(file_);
  if (!lock.held()) return Error{ErrorKind::io, file_.string(), "the file of the terminals cannot be locked"};
  if (auto fresh = refresh(); !fresh) return fresh;
  if (auto changed = change(); !changed) {
    stamp_.reset();
    return changed;
  }
  return write();
}

EnrolledTerminal* AccessRegister::find(const std::string& id) {
  const auto found =
      std::find_if(held_.terminals.begin(), held_.terminals.end(), [&](const auto& one) { return one.id == id; });
  return found == held_.terminals.end() ? nullptr : &*found;
}

void AccessRegister::drop_old_codes(Instant now) {
  std::erase_if(held_.codes, [&](const Code& code) {
    // A clock that was set back does not make a code hold longer than it was made for.
    return now >= code.until || code.until.ms - now.ms > code_holds_ms;
  });
}

Result<std::string> AccessRegister::hub() {
  const std::lock_guard guard(mutex_);
  if (auto fresh = refresh(); !fresh) return fresh.error();
  return held_.hub;
}

Result<SigningKey> AccessRegister::hub_key() {
  const std::lock_guard guard(mutex_);
  if (auto fresh = refresh(); !fresh) return fresh.error();
  return SigningKey::of_seed(held_.seed);
}

Result<std::string> AccessRegister::new_secret(const std::string& name) {
  if (name.empty() || name.size() > max_name) {
    return Error{ErrorKind::bad_input, "name", "a terminal has a name of 1 to 64 characters"};
  }
  const std::string secret = fresh_secret();
  const Status made = change([&]() -> Status {
    const Instant now = clock_.now();
    drop_old_codes(now);
    if (held_.codes.size() >= max_codes) return Error{ErrorKind::refused, "", "too many codes are waiting to be used"};
    if (held_.hub.empty()) {
      auto key = SigningKey::make();
      if (!key) return key.error();
      held_.hub = fresh_id();
      held_.seed = key->seed();
    }
    held_.codes.push_back(Code{digest_of(secret), name, Instant{now.ms + code_holds_ms}});
    return Done{};
  });
  if (!made) return made.error();
  return secret;
}

Result<EnrolledTerminal> AccessRegister::enrol(const std::string& secret, const std::string& public_key) {
  EnrolledTerminal terminal{terminal_id_of(public_key), "", public_key, clock_.now(), {}, {}, digest_of(secret)};
  const Status made = change([&]() -> Status {
    drop_old_codes(clock_.now());
    EnrolledTerminal* known = find(terminal.id);
    if (known != nullptr && known->with == terminal.with && !known->revoked) {
      terminal = *known;
      return Done{};
    }
    const auto code = std::find_if(held_.codes.begin(), held_.codes.end(),
                                   [&](const Code& one) { return one.digest == terminal.with; });
    if (known != nullptr || code == held_.codes.end() || held_.terminals.size() >= max_terminals) {
      return Error{ErrorKind::refused, "",
                   "this code does not hold, or not any more: it is for one terminal, within 15 minutes"};
    }
    terminal.name = code->name;
    held_.codes.erase(code);
    held_.terminals.push_back(terminal);
    return Done{};
  });
  if (!made) return made.error();
  return terminal;
}

Result<std::vector<EnrolledTerminal>> AccessRegister::terminals() {
  const std::lock_guard guard(mutex_);
  if (auto fresh = refresh(); !fresh) return fresh.error();
  return held_.terminals;
}

Result<std::optional<EnrolledTerminal>> AccessRegister::terminal(const std::string& id) {
  const std::lock_guard guard(mutex_);
  if (auto fresh = refresh(); !fresh) return fresh.error();
  const EnrolledTerminal* found = find(id);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

Status AccessRegister::revoke(const std::string& id) {
  return change([&]() -> Status {
    EnrolledTerminal* found = find(id);
    if (found == nullptr) return Error{ErrorKind::unknown, printable(id, 40), "no terminal of this id is enrolled"};
    if (!found->revoked) found->revoked = clock_.now();
    return Done{};
  });
}

Status AccessRegister::claim(const std::string& id, const std::string& writer) {
  {
    const std::lock_guard guard(mutex_);
    if (auto fresh = refresh(); !fresh) return fresh;
    const EnrolledTerminal* own = find(id);
    if (own != nullptr && std::find(own->writers.begin(), own->writers.end(), writer) != own->writers.end()) {
      return Done{};
    }
  }
  return change([&]() -> Status {
    for (const EnrolledTerminal& other : held_.terminals) {
      const bool has = std::find(other.writers.begin(), other.writers.end(), writer) != other.writers.end();
      if (other.id != id && has && !other.revoked) {
        return Error{ErrorKind::refused, "",
                     "this database's events come from another terminal, " + other.name +
                         ": revoke that one first, or restore the database from a backup"};
      }
    }
    if (EnrolledTerminal* own = find(id)) own->writers.push_back(writer);
    return Done{};
  });
}

}  // namespace dockhand
