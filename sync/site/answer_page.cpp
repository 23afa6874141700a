#include "sync/site/answer_page.h"

#include <algorithm>
#include <future>

#include "storage/listings/told_days.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/model/rows/exchange_line.h"
#include "storage/views/told.h"
#include "sync/site/answers.h"
#include "sync/webhooks.h"

namespace dockhand {
namespace {

constexpr int gone = 410;  // a status of HTTP
constexpr const char* shown_field = "shown=";
constexpr const char* says_wait = "says=wait";
constexpr const char* says_other = "says=other";
constexpr const char* says_cancel = "says=cancel";
constexpr const char* says_well = "says=satisfied";
constexpr const char* says_wrong = "says=dissatisfied";

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '&': safe += "&amp;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

HttpAnswer page_of(const AnswerWords& words, const std::string& content, int status = 200) {
  const std::string head =
      "<!doctype html><html lang=\"" + escaped(words.language) +
      "\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"referrer\" content=\"no-referrer\"><title>";
  const std::string style =
      "</title><style>body{font:1.1em sans-serif;max-width:32em;margin:2em auto;padding:0 1em}"
      "button{font:inherit;display:block;width:100%;margin:.6em 0;padding:.8em;text-align:left}</style></head><body>";
  const std::string title = escaped(words.title);
  return {status, head + title + style + "<h1>" + title + "</h1>" + content + "</body></html>",
          "text/html; charset=utf-8"};
}

std::string paragraph(const std::string& words) { return "<p>" + escaped(words) + "</p>"; }

HttpAnswer no_page() {
  return answer_error({ErrorKind::unknown, "", "there is nothing at this address; this is a hub of Dockhand"}, 404);
}

std::string button(const char* says, const std::string& words) {
  return std::string("<button name=\"says\" value=\"") + says + "\">" + escaped(words) + "</button>";
}

std::string token_in(const std::string& query) { return query.starts_with("t=") ? query.substr(2) : std::string(); }

// The same answer to the same letter counts once.
CommandId id_of_answer(const AnswerOffer& offer, const AnswerToken& token, const std::string& says) {
  const std::string signed_as = signature_of(offer.secret, token.letter, token.line.text() + says);
  return CommandId::parse(answered_by_link + signed_as.substr(0, 32)).value();
}

std::optional<OrderLineView> order_line_at(const std::filesystem::path& database, const OrderLine& line) {
  const auto views = Views::open(database);
  if (!views) return std::nullopt;
  const auto why = (*views)->why(line);
  return why && *why ? std::optional((*why)->line) : std::nullopt;
}

// Proves what a page offers to its customer. Only who has seen the same page can say it.
std::string mark_of(const std::string& secret, const AnswerToken& token, const OrderLineView& line,
                    const AnswerSubject& subject) {
  const auto text_of = [](const std::optional<Date>& day) { return day ? day->text() : std::string(); };
  std::string offer =
      line.item.text() + "\n" + subject.units.text() + "\n" + text_of(subject.day) + "\n" + text_of(subject.was) + "\n";
  if (line.instead) offer += line.instead->item.text() + "\n" + line.instead->units.text();
  return signature_of(secret, "shown", token.letter + "\n" + token.line.text() + "\n" + offer).substr(0, 32);
}

// What the form of a page says: which button was pressed, and what the page has shown.
struct Pressed {
  std::string shown, says;
};
Pressed pressed_in(const std::string& body) {
  const auto end = std::min(body.find('&'), body.size());
  if (!body.starts_with(shown_field)) return {{}, body};
  const std::size_t begin = std::string_view(shown_field).size();
  return {body.substr(begin, end - begin), body.substr(std::min(end + 1, body.size()))};
}

// The line that asks for the other item comes behind those that the order has.
std::optional<Action> other_for(const std::filesystem::path& database, const OrderLineView& line) {
  const auto views = Views::open(database);
  if (!views || !line.instead) return std::nullopt;
  const auto lines = (*views)->order_lines(line.line.document);
  if (!lines) return std::nullopt;
  std::int32_t last = 0;
  for (const OrderLineView& one : *lines) last = std::max(last, one.line.line);
  return TakeOther{line.line, exchange_line(line.line.document, last), line.instead->item, line.instead->units,
                   "answered by link"};
}

std::optional<Action> action_for(const std::filesystem::path& database, const OrderLineView& line,
                                 const std::string& says) {
  if (says == says_wait) return CustomerAnswer{line.line, CustomerSays::wait, "answered by link"};
  if (says == says_cancel) return CustomerAnswer{line.line, CustomerSays::cancel, "answered by link"};
  return says == says_other ? other_for(database, line) : std::nullopt;
}

std::optional<Action> action_after(const OrderLine& line, const std::string& says) {
  if (says == says_well) return CustomerAnswer{line, CustomerSays::satisfied, "answered by link"};
  if (says == says_wrong) return CustomerAnswer{line, CustomerSays::dissatisfied, "answered by link"};
  return std::nullopt;
}

}  // namespace

std::optional<AnswerPage::About> AnswerPage::about(const HttpRequest& request) const {
  if (!offer_) return std::nullopt;
  auto token = read_answer_token(offer_->secret, token_in(request.head.query));
  auto line = token ? order_line_at(database_, token->line) : std::nullopt;
  if (!line) return std::nullopt;
  AnswerSubject subject{line->line.document, line->name, line->waiting};
  const auto told = days_told(database_, line->line, token->letter);
  if (!told) return std::nullopt;
  subject.day = told->now;
  if (told->then != told->now) subject.was = told->then;
  if (line->instead) {
    subject.other = line->instead->name;
    subject.other_units = line->instead->units;
  }
  auto words = offer_->texts.answer_words(token->language, subject);
  if (!words) return std::nullopt;
  std::string shown = mark_of(offer_->secret, *token, *line, subject);
  const auto asks = asks_after_arrival(database_, line->line, token->letter);
  const bool after_arrival = asks && *asks && line->waiting.none();
  if (clock_.now().date() > token->until) line.reset();
  return About{*std::move(token), std::move(line), *std::move(words), std::move(shown), after_arrival};
}

// What can be answered, or that nothing can.
std::string AnswerPage::how_it_is(const HttpRequest& request, const About& asked) const {
  const bool asks = asked.line && (asked.after_arrival || !asked.line->waiting.none());
  return asks ? form_of(request, asked) : paragraph(asked.words.over);
}

// What waits, and the answers that can be given: an answer that was given to this letter before is not given again,
// except that somebody waits.
std::string AnswerPage::form_of(const HttpRequest& request, const About& asked) const {
  const AnswerWords& words = asked.words;
  const auto open = [&](const char* says) {
    const auto booked = is_booked(database_, id_of_answer(*offer_, asked.token, says));
    return booked && !*booked;
  };
  std::string form = paragraph(asked.after_arrival ? words.arrived : words.waits) +
                     "<form method=\"post\" action=\"answer?t=" + escaped(token_in(request.head.query)) +
                     "\"><input type=\"hidden\" name=\"shown\" value=\"" + asked.shown + "\">";
  if (asked.after_arrival) {
    return form + button("satisfied", words.well) + button("dissatisfied", words.wrong) + "</form>";
  }
  form += button("wait", words.wait);
  if (asked.line->instead && open(says_other)) form += button("other", words.other);
  if (open(says_cancel)) form += button("cancel", words.cancel);
  return form + "</form>";
}

HttpAnswer AnswerPage::show(const HttpRequest& request) const {
  const auto asked = about(request);
  if (!asked) return no_page();
  const auto& words = asked->words;
  if (!asked->line) return page_of(words, paragraph(words.ended), gone);
  return page_of(words, how_it_is(request, *asked));
}

// What was offered may be gone or another one, or another answer was given meanwhile: what can be answered now is
// asked.
HttpAnswer AnswerPage::unchanged(const HttpRequest& request) const {
  const auto now = about(request);
  if (!now) return no_page();
  return page_of(now->words, paragraph(now->words.unchanged) + how_it_is(request, *now));
}

HttpAnswer AnswerPage::take(const HttpRequest& request) const {
  const auto asked = about(request);
  if (!asked) return no_page();
  const auto& [token, line, words, shown, after_arrival] = *asked;
  if (!line) return page_of(words, paragraph(words.ended), gone);
  const Pressed pressed = pressed_in(request.body);
  auto action = line->waiting.none() ? std::nullopt : action_for(database_, *line, pressed.says);
  if (after_arrival) action = action_after(line->line, pressed.says);
  const CommandId id = id_of_answer(*offer_, token, pressed.says);
  // A page that is sent twice has one answer, and its customer reads of both that we have it.
  const auto answer_or_how_it_is = [&, &words = words] {
    const auto said = answer_stands(database_, id);
    return said && *said ? page_of(words, paragraph(words.thanks)) : unchanged(request);
  };
  if (!action || pressed.shown != shown) return answer_or_how_it_is();
  const Command command{id, OperatorName::parse("customer").value(), clock_.now(), *std::move(action)};
  std::promise<std::optional<Result<Outcome>>> done;
  auto answered = done.get_future();
  // Nothing else is booked at the same time as this. What the page says may have changed until now.
  const auto is_as_shown = [&] {
    const auto now = about(request);
    return now && now->shown == pressed.shown;
  };
  if (!ledger_.run(
          [&](Ledger& held) { done.set_value(is_as_shown() ? std::optional(held.execute(command)) : std::nullopt); })) {
    return answer_error(error_of_status(503), 503);
  }
  const auto outcome = answered.get();
  if (!outcome) return unchanged(request);
  if (!*outcome) return answer_error(outcome->error());
  // The line waits again since it was answered like this: nothing was booked now. What changes nothing holds always.
  const auto* accepted = std::get_if<Accepted>(&**outcome);
  const bool changes = pressed.says == says_cancel || pressed.says == says_other;
  const bool stands = accepted != nullptr && (!accepted->repeated || !changes);
  return stands ? page_of(words, paragraph(words.thanks)) : answer_or_how_it_is();
}

}  // namespace dockhand
