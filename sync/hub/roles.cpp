#include "sync/hub/roles.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "storage/words/summary.h"

namespace dockhand {
namespace {

// They stand in the order of what a person may do: each role may do what those before it may.
enum class Trust { anybody, listed, supervisor };

bool is_the_offices(const Action& action) {
  return std::holds_alternative<Import>(action) || std::holds_alternative<CancelOrder>(action) ||
         std::holds_alternative<ClosePurchase>(action) || std::holds_alternative<CorrectExpiry>(action) ||
         std::holds_alternative<SetStatus>(action) || std::holds_alternative<GiveBarcode>(action) ||
         std::holds_alternative<Approve>(action) || std::holds_alternative<Reject>(action) ||
         std::holds_alternative<OrderPlaced>(action) || std::holds_alternative<Revoke>(action);
}

// Who is at a terminal may ask for what he receives or picks himself.
bool is_for_another(const Action& action) {
  const auto* assign = std::get_if<Assign>(&action);
  const auto* numbers = std::get_if<AssignNumbers>(&action);
  return (assign != nullptr && assign->to) || (numbers != nullptr && numbers->to);
}

// A terminal says again what was stopped before its hub was set back (storage/ledger/stopped_lots.h). In that name
// goods can be stopped, and not be let go.
bool stops_again(const Command& command) {
  const auto* set = std::get_if<SetStatus>(&command.action);
  return set != nullptr && set->status != LotStatus::available && command.by.text() == "dockhand";
}

Trust needed_for(const Command& command, const Command* undone) {
  if (stops_again(command)) return Trust::anybody;
  if (is_the_offices(command.action) || is_for_another(command.action)) return Trust::supervisor;
  if (!std::holds_alternative<Undo>(command.action)) return Trust::anybody;
  if (undone == nullptr) return Trust::listed;
  if (is_the_offices(undone->action)) return Trust::supervisor;
  return undone->by == command.by ? Trust::anybody : Trust::listed;
}

// Who has the name now goes before who is called so as a user, or was called so before.
const Person* person_named(const People& people, const FormerNames& names, const OperatorName& name) {
  if (const Person* now = people.by_name(name)) return now;
  if (const Person* user = people.by_user(name.text())) return user;
  const auto before = names.find(name.text());
  return before == names.end() ? nullptr : people.by_user(before->second);
}

Trust trust_in(const Person* person) {
  if (person == nullptr) return Trust::anybody;
  return person->role == Role::supervisor ? Trust::supervisor : Trust::listed;
}

}  // namespace

Ledger::Judge judge_of(People people, FormerNames names) {
  return
      [people = std::move(people), names = std::move(names)](const Command& command, const Command* undone) -> Status {
        const auto trust = [&](const OperatorName& name) { return trust_in(person_named(people, names, name)); };
        const Trust needed = needed_for(command, undone);
        Trust given = trust(command.by);
        if (command.allowed_by) given = std::max(given, trust(*command.allowed_by));
        if (given >= needed) return Done{};
        return Error{ErrorKind::refused, printable(command.by.text()),
                     fmt::format("{}, and this is {} to do: {}",
                                 given == Trust::anybody ? "is nobody whom the hub knows" : "is no supervisor",
                                 needed == Trust::supervisor ? "a supervisor's" : "for the people who work here",
                                 summary(command.action))};
      };
}

std::string people_text(const People& people) {
  std::string text;
  for (const Person& one : people.all()) {
    text += fmt::format("{}  {}  {}\n", printable(one.user), printable(one.name.text()),
                        one.role == Role::supervisor ? "supervisor" : "operator");
  }
  return text.empty() ? "Nobody is listed.\n" : text;
}

RolesOfFile::RolesOfFile(std::filesystem::path users, Read read, LedgerThread& ledger,
                         std::function<void(const Status&)> told)
    : users_(std::move(users)), read_(std::move(read)), ledger_(ledger), told_(std::move(told)), seen_(written()) {}

std::filesystem::file_time_type RolesOfFile::written() const {
  std::error_code failure;
  const auto time = std::filesystem::last_write_time(users_, failure);
  return failure ? std::filesystem::file_time_type::min() : time;
}

// What was read before stays when the file cannot be read now.
void RolesOfFile::read_again() {
  const std::lock_guard lock(mutex_);
  seen_ = written();
  auto judge = read_();
  if (!judge) return told_(judge.error());
  const bool taken = ledger_.run([judge = *std::move(judge)](Ledger& ledger) { ledger.judge_by(judge); });
  told_(taken ? Status(Done{}) : Status(Error{ErrorKind::busy, "", "the books are closing"}));
}

void RolesOfFile::look() {
  {
    const std::lock_guard lock(mutex_);
    if (written() == seen_) return;
  }
  read_again();
}

}  // namespace dockhand
