#include "sync/stick.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "sync/protocol.h"

namespace dockhand {
namespace {

constexpr std::string_view method = "STICK", out = "outbox", back = "answer";

struct Line {
  std::string word, text;
};

Error odd(const char* what) { return {ErrorKind::bad_input, "", what}; }
Error not_an_outbox() { return odd("this is no outbox of a terminal, or it is damaged"); }
Error not_an_answer() { return odd("this is no answer of a hub, or it is damaged"); }

std::vector<Line> lines_of(const std::string& text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    const std::size_t blank = std::min(line.find(' '), line.size());
    lines.push_back({line.substr(0, blank), blank < line.size() ? line.substr(blank + 1) : ""});
    at = end + 1;
  }
  return lines;
}

std::string line(const char* word, const std::string& text) { return std::string(word) + " " + text + "\n"; }

template <class Answer>
Result<Answer> asked_of(const WithLedger& ledger, const std::function<Result<Answer>(Ledger&)>& question) {
  std::optional<Result<Answer>> answer;
  if (auto taken = ledger([&](Ledger& held) { answer = question(held); }); !taken) return taken.error();
  return *std::move(answer);
}

struct LastEvent {
  std::int64_t seq = 0;
  std::string hash;
};

// All pushes of an outbox as one answer.
struct AnsweredPushes {
  PushReply reply;
  LastEvent last;
};

Status take_push(const WithLedger& hub, const PullRequest& asked, const std::string& text, AnsweredPushes& told) {
  const auto push = parse_push(text);
  if (!push) return push.error();
  if (push->writer != asked.asking || push->events.empty()) return not_an_outbox();
  const auto reply = asked_of<PushReply>(hub, [&](Ledger& held) { return held.accept(*push); });
  if (!reply) return reply.error();
  told.reply.applied = reply->applied;
  told.reply.refusal = reply->refusal;
  told.reply.questioned.insert(told.reply.questioned.end(), reply->questioned.begin(), reply->questioned.end());
  told.last = {push->events.back().seq, push->events.back().hash};
  return Done{};
}

Result<std::string> rows_for(const WithLedger& hub, const PullRequest& asked) {
  std::string text;
  PullPosition at = asked.position;
  std::vector<NamedRow> rows = asked.rows;
  for (bool more = true; more;) {
    const auto part = asked_of<Changes>(hub, [&](Ledger& held) {
      return held.changes_since({asked.asking, at, asked.now, rows}, max_pull_rows);
    });
    if (!part) return part.error();
    rows.clear();
    text += line("rows", to_json(*part));
    if (text.size() > max_stick_file) {
      return Error{ErrorKind::refused, "", "there is more to be told than a stick's file may hold: use a network once"};
    }
    at = {part->generation, part->cursor, part->life};
    more = part->more;
  }
  return text;
}

// Plays the hub that has written the answer.
class StickConnector final : public Connector {
 public:
  StickConnector(PullRequest asked, AnsweredPushes told, std::vector<Changes> parts)
      : asked_(std::move(asked)), told_(std::move(told)), parts_(std::move(parts)) {}

  Result<PushReply> push(const Push& push) override {
    if (push.writer != asked_.asking) return later({});
    for (const Event& event : push.events) {
      if (event.seq == told_.last.seq && event.hash != told_.last.hash) return stale();
    }
    const std::int64_t last = push.events.back().seq;
    PushReply reply{std::min(last, told_.reply.applied), std::exchange(told_.reply.questioned, {}), {}};
    if (last <= told_.reply.applied) return reply;
    const bool asks_again = told_.reply.refusal && last <= told_.last.seq;
    if (!asks_again) return later(std::move(reply));
    reply.refusal = std::exchange(told_.reply.refusal, std::nullopt);
    return reply;
  }

  Result<Changes> pull(const PullRequest& wanted) override {
    if (wanted.asking != asked_.asking) return stale();
    if (next_ == parts_.size()) return nothing_more(wanted);
    const PullPosition at = next_ == 0 ? asked_.position : position_of(parts_[next_ - 1]);
    if (wanted.position != at) return stale();
    return parts_[next_++];
  }

  void cancel() override {}

 private:
  // What the terminal asks for because of the rows waits for the next outbox.
  Result<Changes> nothing_more(const PullRequest& wanted) const {
    if (parts_.empty() || wanted.position != position_of(parts_.back())) return stale();
    Changes nothing = parts_.back();
    nothing.tables.clear();
    nothing.since = nothing.cursor;
    return nothing;
  }
  static Error stale() {
    return {ErrorKind::refused, "", "this is no answer to this terminal's newest outbox: export it again"};
  }
  static PullPosition position_of(const Changes& part) { return {part.generation, part.cursor, part.life}; }
  // What was scanned since the outbox was written waits, and the hub's rows are taken all the same.
  static PushReply later(PushReply reply) {
    reply.refusal = Error{ErrorKind::busy, "", "what was scanned since waits for the next outbox"};
    return reply;
  }

  const PullRequest asked_;
  AnsweredPushes told_;
  const std::vector<Changes> parts_;
  std::size_t next_ = 0;
};

Result<LastEvent> parse_last(const std::string& text) {
  LastEvent last;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), last.seq);
  if (problem != std::errc()) return not_an_answer();
  last.hash = std::string(end, text.data() + text.size()).substr(*end == ' ' ? 1 : 0);
  return last;
}

// The proof that stands in a file's first line, and the rest.
struct Sealed {
  Proof proof;
  std::string text;
};
Result<Sealed> sealed_of(const std::string& file, const Error& wrong) {
  const std::size_t end = file.find('\n');
  if (end == std::string::npos || file.size() > max_stick_file) return wrong;
  auto proof = parse_proof(file.substr(0, end));
  if (!proof) return wrong;
  Sealed sealed{*std::move(proof), file.substr(end + 1)};
  if (digest_of(sealed.text) != sealed.proof.digest) return wrong;
  return sealed;
}

Result<PullRequest> asked_in(const std::vector<Line>& lines, const Error& wrong) {
  if (lines.empty() || lines.front().word != "pull") return wrong;
  return parse_pull_request(lines.front().text);
}

}  // namespace

const char* name_of(StickStep step) {
  switch (step) {
    case StickStep::outbox: return "outbox";
    case StickStep::answer: return "answer";
    case StickStep::take: return "take";
  }
  return "";
}

Result<StickStep> parse_stick_step(std::string_view text) {
  for (const StickStep step : {StickStep::outbox, StickStep::answer, StickStep::take}) {
    if (text == name_of(step)) return step;
  }
  return odd("is none of outbox, answer, take");
}

Result<std::string> do_stick_step(StickStep step, const std::string& text, const WithLedger& ledger,
                                  const Clock& clock) {
  if (step == StickStep::outbox) return outbox_of(ledger, clock);
  if (step == StickStep::answer) return answer_to(ledger, text);
  const SyncResult result = take_answer(ledger, text, clock);
  if (!result.status) return result.status.error();
  return "The hub has " + std::to_string(result.report.pushed) +
         " more events of this terminal, of which it asks about " + std::to_string(result.report.questioned.size()) +
         "; " + std::to_string(result.report.pulled) + " rows came back";
}

Result<std::string> outbox_of(const WithLedger& ledger, const Clock& clock) {
  return asked_of<std::string>(ledger, [&](Ledger& held) -> Result<std::string> {
    const auto asked = held.next_pull(clock.now());
    if (!asked) return asked.error();
    std::string text = line("pull", to_json(*asked));
    for (std::int64_t after = 0; text.size() <= max_stick_file;) {
      const auto push = held.unacknowledged(after);
      if (!push) return push.error();
      if (push->events.empty()) return text;
      after = push->events.back().seq;
      text += line("push", to_json(*push));
    }
    return Error{ErrorKind::refused, "", "there is more to be sent than a stick's file may hold: use a network once"};
  });
}

Result<std::string> answer_to(const WithLedger& hub, const std::string& outbox) {
  const std::vector<Line> lines = lines_of(outbox);
  const auto asked = asked_in(lines, not_an_outbox());
  if (!asked) return asked.error();
  AnsweredPushes told;
  for (std::size_t i = 1; i < lines.size() && !told.reply.refusal; ++i) {
    if (lines[i].word != "push") return not_an_outbox();
    if (auto taken = take_push(hub, *asked, lines[i].text, told); !taken) return taken.error();
  }
  const auto rows = rows_for(hub, *asked);
  if (!rows) return rows;
  return line("pull", to_json(*asked)) + line("reply", to_json(told.reply)) +
         line("last", std::to_string(told.last.seq) + " " + told.last.hash) + *rows;
}

SyncResult take_answer(const WithLedger& ledger, const std::string& answer, const Clock& clock) {
  const auto failed = [](const Error& error) { return SyncResult{{}, error}; };
  const std::vector<Line> lines = lines_of(answer);
  const auto asked = asked_in(lines, not_an_answer());
  if (!asked) return failed(asked.error());
  if (lines.size() < 4 || lines[1].word != "reply" || lines[2].word != "last") return failed(not_an_answer());
  auto reply = parse_push_reply(lines[1].text);
  if (!reply) return failed(reply.error());
  auto last = parse_last(lines[2].text);
  if (!last) return failed(last.error());
  std::vector<Changes> parts;
  for (std::size_t i = 3; i < lines.size(); ++i) {
    auto part = lines[i].word == "rows" ? parse_changes(lines[i].text) : not_an_answer();
    if (!part) return failed(part.error());
    parts.push_back(*std::move(part));
  }
  StickConnector connector(*asked, {*std::move(reply), *std::move(last)}, std::move(parts));
  return sync_once(ledger, connector, clock);
}

std::string sealed_outbox(const Enrolment& terminal, const std::string& outbox) {
  return prove(terminal.identity.key, {terminal.identity.hub, method, out}, outbox) + "\n" + outbox;
}

Result<std::string> opened_outbox(AccessRegister& terminals, const std::string& file) {
  const auto sealed = sealed_of(file, not_an_outbox());
  if (!sealed) return sealed.error();
  const auto hub = terminals.hub();
  if (!hub) return hub.error();
  const auto terminal = terminals.terminal(sealed->proof.terminal);
  if (!terminal) return terminal.error();
  if (!*terminal || (*terminal)->revoked || !holds(sealed->proof, {*hub, method, out}, (*terminal)->key)) {
    return Error{ErrorKind::refused, "", "the outbox is not of a terminal that is enrolled here, or it was changed"};
  }
  const auto asked = asked_in(lines_of(sealed->text), not_an_outbox());
  if (!asked) return asked.error();
  if (auto claimed = terminals.claim(sealed->proof.terminal, asked->asking.text()); !claimed) return claimed.error();
  return sealed->text;
}

Result<std::string> sealed_answer(AccessRegister& terminals, const std::string& answer) {
  const auto hub = terminals.hub();
  if (!hub) return hub.error();
  const auto key = terminals.hub_key();
  if (!key) return key.error();
  return prove(*key, {*hub, method, back}, answer) + "\n" + answer;
}

Result<std::string> opened_answer(const Enrolment& terminal, const std::string& file) {
  const auto sealed = sealed_of(file, not_an_answer());
  if (!sealed) return sealed.error();
  if (!holds(sealed->proof, {terminal.identity.hub, method, back}, terminal.hub_key)) {
    return Error{ErrorKind::refused, "", "the answer is not of the hub at which this terminal has enrolled"};
  }
  return sealed->text;
}

}  // namespace dockhand
