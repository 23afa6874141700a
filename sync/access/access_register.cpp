#include "sync/access/access_register.h"

#include <algorithm>

#include "storage/codec/json.h"
#include "storage/model/fresh_id.h"
#include "sync/access/enrolment_code.h"
#include "sync/access/kept_file.h"
#include "sync/access/revoked.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

// While two devices of one image are in touch, the register is not written with each of their questions.
constexpr std::int64_t in_touch_ms = 60'000;
constexpr std::size_t max_register = 64 << 20;
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

fs::path AccessRegister::file_of(const fs::path& database) { return database.string() + ".access"; }

AccessRegister::AccessRegister(const fs::path& database, const Clock& clock)
    : AccessRegister(std::make_shared<KeptFile>(file_of(database)), clock) {}

Status AccessRegister::refresh() {
  const auto other = kept_->other_than(version_);
  if (!other) return other.error();
  if (!*other) return Done{};
  auto contents = read((*other)->text, kept_->name());
  if (!contents) return contents.error();
  held_ = std::move(contents).value();
  version_ = (*other)->version;
  return Done{};
}

Result<AccessRegister::Contents> AccessRegister::read(const std::string& text, const std::string& where) {
  if (text.empty()) return Contents();
  const auto wrong = [&where](const Error& error) {
    return Error{ErrorKind::corrupt, where, "the terminals cannot be read: " + error.sentence()};
  };
  const auto json = parse_json(text, {.bytes = max_register});
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
  return held;
}

std::string AccessRegister::print(const Contents& contents) {
  OrderedJson json{{"hub", contents.hub},
                   {"key", contents.seed},
                   {"codes", OrderedJson::array()},
                   {"terminals", OrderedJson::array()}};
  for (const Code& code : contents.codes) {
    json["codes"].push_back({{"digest", code.digest}, {"name", code.name}, {"until", code.until.text()}});
  }
  for (const EnrolledTerminal& one : contents.terminals) json["terminals"].push_back(json_of(one));
  return print_json(json) + "\n";
}

// Reads what is there now, changes it, and writes it; nothing is written when `change` refuses.
template <class Change>
Status AccessRegister::change(Change change) {
  return kept_->change([&](const std::string& now) -> Result<std::string> {
    auto contents = read(now, kept_->name());
    if (!contents) return contents.error();
    if (Status changed = change(*contents); !changed) return changed.error();
    return print(*contents);
  });
}

EnrolledTerminal* AccessRegister::find(Contents& contents, const std::string& id) {
  auto& all = contents.terminals;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

void AccessRegister::drop_old_codes(Contents& contents, Instant now) {
  std::erase_if(contents.codes, [&](const Code& code) {
    // A clock that was set back does not make a code hold longer than it was made for.
    return now >= code.until || code.until.ms - now.ms > code_holds_ms;
  });
}

Result<std::string> AccessRegister::hub() {
  const std::lock_guard guard(mutex_);
  if (auto fresh = refresh(); !fresh) return fresh.error();
  return held_.hub;
}

Status AccessRegister::name_hub(Contents& contents) {
  if (!contents.hub.empty()) return Done{};
  auto key = SigningKey::make();
  if (!key) return key.error();
  contents.hub = fresh_id();
  contents.seed = key->seed();
  return Done{};
}

Result<std::string> AccessRegister::hub_named() {
  auto known = hub();
  if (!known || !known->empty()) return known;
  if (auto named = change([](Contents& all) { return name_hub(all); }); !named) return named.error();
  return hub();
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
  const Status made = change([&](Contents& all) -> Status {
    const Instant now = clock_.now();
    drop_old_codes(all, now);
    if (all.codes.size() >= max_codes) return Error{ErrorKind::refused, "", "too many codes are waiting to be used"};
    if (auto named = name_hub(all); !named) return named;
    all.codes.push_back(Code{digest_of(secret), name, Instant{now.ms + code_holds_ms}});
    return Done{};
  });
  if (!made) return made.error();
  return secret;
}

Result<EnrolledTerminal> AccessRegister::enrol(const std::string& secret, const std::string& public_key) {
  EnrolledTerminal terminal{terminal_id_of(public_key), "", public_key, clock_.now(), {}, {}, digest_of(secret)};
  const Status made = change([&](Contents& all) -> Status {
    drop_old_codes(all, clock_.now());
    EnrolledTerminal* known = find(all, terminal.id);
    if (known != nullptr && known->with == terminal.with && !known->revoked) {
      terminal = *known;
      return Done{};
    }
    const auto code =
        std::find_if(all.codes.begin(), all.codes.end(), [&](const Code& one) { return one.digest == terminal.with; });
    const bool has_room = known != nullptr || all.terminals.size() < max_terminals;
    if (code == all.codes.end() || !has_room) {
      return Error{ErrorKind::refused, "",
                   "this code does not hold, or not any more: it is for one terminal, within 15 minutes"};
    }
    if (known != nullptr && known->revoked) {
      return Error{ErrorKind::refused, revoked_place, "was revoked: it needs another key"};
    }
    terminal.name = code->name;
    all.codes.erase(code);
    if (known != nullptr) {
      known->name = terminal.name;
      known->with = terminal.with;
      terminal = *known;
      return Done{};
    }
    all.terminals.push_back(terminal);
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
  const EnrolledTerminal* found = find(held_, id);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

Status AccessRegister::revoke(const std::string& id) {
  return change([&](Contents& all) -> Status {
    EnrolledTerminal* found = find(all, id);
    if (found == nullptr) return Error{ErrorKind::unknown, printable(id, 40), "no terminal of this id is enrolled"};
    if (!found->revoked) found->revoked = clock_.now();
    return Done{};
  });
}

Status AccessRegister::claim(const std::string& id, const std::string& writer) {
  {
    const std::lock_guard guard(mutex_);
    if (auto fresh = refresh(); !fresh) return fresh;
    const EnrolledTerminal* own = find(held_, id);
    if (own != nullptr && std::find(own->writers.begin(), own->writers.end(), writer) != own->writers.end()) {
      Instant& before = changed_hands_[id];
      const Instant now = clock_.now();
      if (own->writers.back() == writer || now.ms - before.ms < in_touch_ms) return Done{};
      before = now;
    }
  }
  return change([&](Contents& all) -> Status {
    for (const EnrolledTerminal& other : all.terminals) {
      const bool has = std::find(other.writers.begin(), other.writers.end(), writer) != other.writers.end();
      if (other.id != id && has && !other.revoked) {
        return Error{ErrorKind::refused, "",
                     "this database's events come from another terminal, " + other.name +
                         ": revoke that one first, or restore the database from a backup"};
      }
    }
    EnrolledTerminal* own = find(all, id);
    if (own == nullptr) return Done{};
    std::erase(own->writers, writer);
    own->writers.push_back(writer);
    return Done{};
  });
}

}  // namespace dockhand
