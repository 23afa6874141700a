// This takes one push, event by event, into the hub's books.
//
// Decides: whether an event continues its writer's chain; that a fact counts once, whichever copy of a database sends
// it; that the same id with other content is another fact, which is booked under an id of its own; and that an event
// that cannot be booked or read is set aside alone. Leaves to others: the transaction (Ledger::accept), what a fact
// does (storage/facts/facts.h), the notices about it (storage/ledger/questions.h).
#pragma once

#include <optional>

#include "storage/ledger/ledger_state.h"

namespace dockhand {

class Acceptance {
 public:
  // It lives within a transaction of the hub; `state` and `writer` outlive it.
  Acceptance(Ledger::State& state, const WriterId& writer);

  // The end of the writer's chain, as far as its events were accepted.
  const Head& head() const { return head_; }
  // An Error of kind conflict says that the chain does not go on with this event. One of kind unknown says that
  // something before it is missing.
  Status take(const Event& event);
  // Books, as an event of the hub's own, what goes on with no chain any more. `waits`: why it is to stand there without
  // an effect. The acceptance is one of the writer whose it was.
  void take_alone(Body body, const std::optional<Error>& waits);
  // What came and was not here before. It can make an event bookable that was set aside.
  const Ledger::State::Arrived& arrived() const { return arrived_; }
  // Says whether the office has to look at the event, or whether it was applied otherwise than it was sent.
  bool questioned(const Event& event);

 private:
  bool exists(const CommandId& id);
  bool known(const Event& event);
  void keep_unread(const Event& event, const Error& why);
  bool continues(const Event& event) const;
  void compare(const Body& body);
  void book(const Body& body, const Event& event);
  void book_under_another_id(Body body, const std::optional<Error>& waits = {});
  void book_as_own(const Body& body, const std::optional<Error>& waits, const std::optional<Notice>& told);

  Ledger::State& state_;
  const WriterId& writer_;
  Head head_;
  std::int64_t change_;
  Ledger::State::Arrived arrived_;
};

}  // namespace dockhand
