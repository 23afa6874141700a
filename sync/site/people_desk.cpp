#include "sync/site/people_desk.h"

#include <algorithm>

#include "storage/codec/json.h"

namespace dockhand {
namespace {

constexpr std::size_t longest_of_pins = 64 << 20;

const PersonPin* told_of(const PeopleQuestion& question, const std::string& user) {
  const auto found =
      std::find_if(question.pins.begin(), question.pins.end(), [&](const PersonPin& pin) { return pin.user == user; });
  return found == question.pins.end() ? nullptr : &*found;
}

}  // namespace

Result<PeopleDesk::Entries> PeopleDesk::read(const std::string& text, const std::string& where) {
  Entries entries;
  if (text.empty()) return entries;
  const auto wrong = [&where](const Error& error) {
    return Error{ErrorKind::corrupt, where, "the PINs cannot be read: " + error.sentence()};
  };
  const auto json = parse_json(text, {.bytes = longest_of_pins});
  if (!json) return wrong(json.error());
  JsonObject whole(*json);
  const Json& pins = whole.array("pins");
  entries.reserve(pins.size());
  for (const Json& one : pins) {
    JsonObject object(one, "pins");
    Entry entry{object.free_text("user"), object.integer("revision", 0, INT64_MAX), object.free_text("salt", 64),
                object.free_text("locked", 1024)};
    if (auto closed = object.close(); !closed) return wrong(closed.error());
    entries.push_back(std::move(entry));
  }
  if (auto closed = whole.close(); !closed) return wrong(closed.error());
  return entries;
}

std::string PeopleDesk::print(const Entries& entries) {
  OrderedJson json{{"pins", OrderedJson::array()}};
  for (const Entry& one : entries) {
    json["pins"].push_back(
        {{"user", one.user}, {"revision", one.revision}, {"salt", one.salt}, {"locked", one.locked}});
  }
  return print_json(json) + "\n";
}

// What is locked opens as this person's PIN alone.
std::string PeopleDesk::about(const Entry& entry) {
  return "dockhand pin\n" + entry.user + "\n" + std::to_string(entry.revision) + "\n" + entry.salt;
}

bool PeopleDesk::opens(const Entry& entry) const { return key_->unlock(entry.locked, about(entry)).has_value(); }

// Returns what is other than before.
std::vector<PeopleDesk::Change> PeopleDesk::change(Entries& entries, const People& people,
                                                   const PeopleQuestion& question) const {
  std::vector<Change> changes;
  for (Entry& entry : entries) {
    if (entry.locked.empty() || people.by_user(entry.user) != nullptr) continue;
    changes.push_back({"pin removed", entry.user});
    entry = {entry.user, entry.revision + 1, "", ""};
  }
  for (const PersonPin& pin : question.pins) {
    const bool can_be = pin.revision > 0 && pin.revision < PeopleQuestion::last_revision;
    if (pin.hash.empty() || !can_be || people.by_user(pin.user) == nullptr) continue;
    auto known = std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.user == pin.user; });
    const bool newer = known == entries.end() || pin.revision > known->revision;
    const bool again =
        known != entries.end() && pin.revision == known->revision && pin.salt == known->salt && !opens(*known);
    if (!newer && !again) continue;
    if (known == entries.end()) known = entries.insert(entries.end(), Entry());
    *known = {pin.user, pin.revision, pin.salt, ""};
    known->locked = key_->lock(pin.hash, about(*known));
    changes.push_back({again ? "pin given again" : "pin set", pin.user});
  }
  return changes;
}

// Nothing is written where nothing changes.
Result<PeopleDesk::Entries> PeopleDesk::take(const People& people, const PeopleQuestion& question,
                                             const std::string& terminal) {
  const auto text = text_in(*kept_);
  if (!text) return text.error();
  auto entries = read(*text, kept_->name());
  if (!entries || change(*entries, people, question).empty()) return entries;
  std::vector<Change> changes;
  const Status kept = kept_->change([&](const std::string& now) -> Result<std::string> {
    entries = read(now, kept_->name());
    if (!entries) return entries.error();
    changes = change(*entries, people, question);
    return print(*entries);
  });
  if (!kept) return kept.error();
  for (const Change& one : changes) audit_.say(one.what, {{"user", one.user}, {"terminal", terminal}});
  return entries;
}

void PeopleDesk::say_held(PeopleAnswer& answer, const Entry& entry, const PersonPin* told, bool listed) const {
  const bool same = told != nullptr && told->revision == entry.revision && told->salt == entry.salt;
  const bool ahead = told != nullptr && told->revision > entry.revision;
  if (entry.locked.empty() && !(listed && ahead)) {
    const std::int64_t revision = ahead ? told->revision : entry.revision;
    if (!same && (listed || told != nullptr)) answer.pins.push_back({entry.user, revision, "", ""});
    return;
  }
  const auto hash = key_->unlock(entry.locked, about(entry));
  if (ahead || (same && !hash)) {
    answer.wanted.push_back(entry.user);
  } else if (!same && hash) {
    answer.pins.push_back({entry.user, entry.revision, entry.salt, *hash});
  }
}

Result<PeopleAnswer> PeopleDesk::answer(const PeopleQuestion& question, const std::string& terminal) {
  const std::lock_guard lock(mutex_);
  PeopleAnswer answer{question.asked};
  std::error_code failure;
  if (!std::filesystem::exists(files_.users, failure)) return answer;
  const auto people = People::read(files_.users);
  if (!people) return people.error();
  if (!key_) {
    auto key = FileKey::open(files_.key);
    if (!key) return key.error();
    key_ = *key;
  }
  const auto entries = take(*people, question, terminal);
  if (!entries) return entries.error();
  answer.has_list = true;
  if (question.list != digest_of_list(people->all())) answer.list = file_text_of(people->all());
  for (const Entry& entry : *entries) {
    say_held(answer, entry, told_of(question, entry.user), people->by_user(entry.user) != nullptr);
  }
  for (const PersonPin& told : question.pins) {
    const bool known =
        std::any_of(entries->begin(), entries->end(), [&](const Entry& one) { return one.user == told.user; });
    if (known || told.salt.empty()) continue;
    if (people->by_user(told.user) == nullptr) {
      answer.pins.push_back({told.user, told.revision, "", ""});
    } else {
      answer.wanted.push_back(told.user);  // the hub was set back, or is a new one
    }
  }
  return answer;
}

}  // namespace dockhand
