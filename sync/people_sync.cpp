#include "sync/people_sync.h"

#include <algorithm>

#include "sync/access/enrolment_code.h"
#include "sync/access/sealing.h"

namespace dockhand {
namespace {

bool has_news(const PeopleHere& here) {
  return std::any_of(here.pins.begin(), here.pins.end(), [](const PersonPin& pin) { return !pin.hash.empty(); });
}

}  // namespace

Result<PeopleTold> ask_for_people(Connector& connector, const Upstream& upstream, PeopleHere here) {
  if (!upstream.identity || upstream.hub_key.empty()) {
    return Error{ErrorKind::unknown, upstream.address, "a terminal that has not enrolled is told no people"};
  }
  const SigningKey& own = upstream.identity->key;
  const PeopleQuestion question{fresh_secret(), here.list, here.pins};
  const auto sealed = sealed_for(upstream.hub_key, own, to_json(question));
  if (!sealed) return sealed.error();
  const auto reply = connector.people(*sealed);
  if (!reply) return reply.error();
  const auto text = opened_from(upstream.hub_key, own, *reply);
  if (!text) return text.error();
  auto answer = parse_people_answer(*text);
  if (!answer) return answer.error();
  if (answer->asked != question.asked) {
    return Error{ErrorKind::network, upstream.address, "this is the hub's answer to another question"};
  }
  return PeopleTold{std::move(here), *std::move(answer)};
}

bool keeps_none(const Error& error) { return error.kind == ErrorKind::unknown || error.kind == ErrorKind::refused; }

bool PeopleSync::is_due(const PeopleHere& here, Instant now, bool answered) const {
  if (!asked_at_) return answered;
  const std::chrono::milliseconds since(std::abs(now.ms - asked_at_->ms));  // a clock may have been set back
  if (pause_) return since >= *pause_;
  return has_news(here) || (answered && since >= every);
}

Status PeopleSync::run(Connector& connector, Instant now, bool answered, bool hurries) {
  PeopleHere here = calls_.here();
  if (!hurries && !is_due(here, now, answered)) return Done{};
  asked_at_ = now;
  auto told = ask_for_people(connector, upstream_, std::move(here));
  pause_.reset();
  if (!told) {
    pause_ = keeps_none(told.error()) ? after_refusal : after_failure;
    return told.error();
  }
  calls_.told(*std::move(told));
  return Done{};
}

}  // namespace dockhand
