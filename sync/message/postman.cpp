#include "sync/message/postman.h"

#include "storage/model/commands/letter_marks.h"
#include "sync/webhooks.h"

namespace dockhand {
namespace {

// It names nobody: what the office is told is told to every terminal.
std::string unspoken(const std::string& wanted, const std::string& language) {
  return "A customer is to have letters in '" + printable(wanted, 20) +
         "', and there are no texts in it: they are written in '" + language +
         "'. Add texts in it, or change the language in the file of contacts";
}

}  // namespace

Postman::Postman(AskLedger ledger, PostPlan plan, const Clock& clock, HubLog& log, std::uint64_t seed)
    : ledger_(std::move(ledger)), plan_(std::move(plan)), clock_(clock), log_(log), random_(seed) {}

Result<std::size_t> Postman::round() {
  LettersAsked asked;
  for (const auto& [name, channel] : plan_.channels) asked.channels.push_back(name);
  asked.now = clock_.now();
  asked.hold_ms = plan_.hold.count();
  std::optional<Result<std::vector<Letter>>> letters;
  if (auto held_out = ledger_([&](Ledger& held) { letters = held.letters_due(asked); }); !held_out) {
    return held_out.error();
  }
  if (!*letters) return letters->error();
  for (const Letter& listed : **letters) {
    std::optional<Result<std::optional<Letter>>> taken;
    if (auto asked_for = ledger_([&](Ledger& held) { taken = held.take_letter(listed); }); !asked_for) {
      return asked_for.error();
    }
    if (!*taken) return taken->error();
    if (!**taken) continue;  // forgotten meanwhile
    if (auto known = put_down(deliver(***std::move(taken))); !known) return known.error();
  }
  return (*letters)->size();
}

Status Postman::put_down(const LetterTried& tried) {
  std::optional<Status> known;
  if (auto taken = ledger_([&](Ledger& held) { known = held.letter_tried(tried); }); !taken) return taken;
  if (tried.state != LetterState::sent) {
    log_.say("letter not sent", {{"letter", tried.id}, {"channel", tried.channel}, {"why", tried.problem}});
  }
  return *std::move(known);
}

Handover Postman::hand_over(const Letter& letter) {
  const auto channel = plan_.channels.find(letter.channel);
  if (channel == plan_.channels.end()) {
    return {Handed::not_yet, "the file that says how letters go does not name this channel any more"};
  }
  const auto text = plan_.texts.write(letter);
  return text ? channel->second->hand_over(letter, *text) : Handover{Handed::not_yet, text.error().sentence()};
}

LetterTried Postman::deliver(Letter letter) {
  const std::string wanted = letter.contact ? letter.contact->language : "";
  const std::string& language = plan_.texts.spoken(wanted);
  for (LetterLine& line : letter.lines) {
    const bool may_be_answered = line.kind == MessageKind::accepted || line.kind == MessageKind::no_day ||
                                 line.kind == MessageKind::moved || line.kind == MessageKind::cannot ||
                                 line.kind == MessageKind::follow_up;
    const bool is_here = line.law.find(late_and_here) != std::string::npos;  // the page asks about what waits
    if (may_be_answered && !is_here) line.answer = answer_link(plan_.links, letter, line, language);
  }
  LetterTried tried{letter.id, letter.channel};
  const Handover done = hand_over(letter);
  tried.problem = printable(done.problem, 300);
  if (done.how == Handed::over && !wanted.empty() && wanted != language) tried.problem = unspoken(wanted, language);
  switch (done.how) {
    case Handed::over: tried.state = LetterState::sent; break;
    case Handed::refused: tried.state = LetterState::refused; break;
    case Handed::withheld: tried.state = LetterState::withheld; break;
    case Handed::not_yet: {
      const Instant now = clock_.now();
      const bool too_old = now.ms - letter.made.ms > std::chrono::milliseconds(letter_given_up_after).count();
      tried.state = too_old ? LetterState::given_up : LetterState::queued;
      tried.next_try = {now.ms + pause_after(letter.tries + 1, random_).count()};
      break;
    }
  }
  return tried;
}

void Postman::cancel() {
  for (const auto& [name, channel] : plan_.channels) channel->cancel();
}

PostmanThread::PostmanThread(std::unique_ptr<Postman> postman, std::chrono::milliseconds between_rounds)
    : postman_(std::move(postman)), between_rounds_(between_rounds), thread_([this] { work(); }) {}

PostmanThread::~PostmanThread() {
  stop_.give();
  postman_->cancel();
  thread_.join();
}

void PostmanThread::work() {
  while (!stop_.given()) {
    const auto tried = postman_->round();
    const bool more = tried && *tried > 0;
    if (!more) stop_.rest(between_rounds_);
  }
}

}  // namespace dockhand
