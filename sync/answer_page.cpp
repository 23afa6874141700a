#include "sync/answer_page.h"

#include <algorithm>
#include <future>

#include "storage/views/views.h"
#include "sync/answers.h"
#include "sync/message/answer_link.h"
#include "sync/webhooks.h"

namespace dockhand {
namespace {

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

HttpAnswer page_of(const std::string& title, const std::string& content) {
  const std::string head =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"referrer\" content=\"no-referrer\"><title>";
  const std::string style =
      "</title><style>body{font:1.1em sans-serif;max-width:32em;margin:2em auto;padding:0 1em}"
      "button{font:inherit;display:block;width:100%;margin:.6em 0;padding:.8em;text-align:left}</style></head><body>";
  return {200, head + escaped(title) + style + "<h1>" + escaped(title) + "</h1>" + content + "</body></html>",
          "text/html; charset=utf-8"};
}

HttpAnswer no_page() {
  return answer_error({ErrorKind::unknown, "", "there is nothing at this address; this is a hub of Dockhand"}, 404);
}

std::string button(const char* says, const std::string& words) {
  return std::string("<button name=\"says\" value=\"") + says + "\">" + escaped(words) + "</button>";
}

std::string waiting_words(const OrderLineView& line) {
  std::string words = line.waiting.text() + " x " + line.name + " wait";
  if (line.promise) words += "; they leave by " + line.promise->p90.text();
  return "<p>" + escaped(words) + ".</p>";
}

std::string token_in(const std::string& query) { return query.starts_with("t=") ? query.substr(2) : std::string(); }

std::optional<OrderLineView> order_line_at(const std::filesystem::path& database, const OrderLine& line) {
  const auto views = Views::open(database);
  if (!views) return std::nullopt;
  const auto why = (*views)->why(line);
  return why && *why ? std::optional((*why)->line) : std::nullopt;
}

// The line that asks for the other item comes behind those that the order has.
std::optional<Action> other_for(const std::filesystem::path& database, const OrderLineView& line) {
  const auto views = Views::open(database);
  if (!views || !line.instead) return std::nullopt;
  const auto lines = (*views)->order_lines(line.line.document);
  if (!lines) return std::nullopt;
  std::int32_t last = 0;
  for (const OrderLineView& one : *lines) last = std::max(last, one.line.line);
  return TakeOther{
      line.line, {line.line.document, last + 1}, line.instead->item, line.instead->units, "answered by link"};
}

std::optional<Action> action_for(const std::filesystem::path& database, const OrderLineView& line,
                                 const std::string& says) {
  if (says == "says=wait") return CustomerAnswer{line.line, CustomerSays::wait, "answered by link"};
  if (says == "says=cancel") return CustomerAnswer{line.line, CustomerSays::cancel, "answered by link"};
  return says == "says=other" ? other_for(database, line) : std::nullopt;
}

}  // namespace

HttpAnswer AnswerPage::show(const HttpRequest& request) const {
  const auto token = read_answer_token(secret_, token_in(request.head.query));
  const auto line = token ? order_line_at(database_, token->line) : std::nullopt;
  if (!line) return no_page();
  const std::string title = "Your order " + line->line.document.text();
  if (line->waiting.none()) return page_of(title, "<p>Nothing of it waits any more.</p>");
  std::string form = waiting_words(*line) +
                     "<form method=\"post\" action=\"answer?t=" + escaped(token_in(request.head.query)) + "\">" +
                     button("wait", "I wait for it");
  if (line->instead) {
    form += button("other", "I take " + line->instead->units.text() + " x " + line->instead->name + ", which is here");
  }
  return page_of(title, form + button("cancel", "I do not want it any more") + "</form>");
}

HttpAnswer AnswerPage::take(const HttpRequest& request) const {
  const auto token = read_answer_token(secret_, token_in(request.head.query));
  const auto line = token ? order_line_at(database_, token->line) : std::nullopt;
  if (!line) return no_page();
  const std::string title = "Your order " + line->line.document.text();
  const std::string id =
      "answer-" + signature_of(secret_, token->letter, token->line.text() + request.body).substr(0, 32);
  auto action = line->waiting.none() ? std::nullopt : action_for(database_, *line, request.body);
  if (!action) return page_of(title, "<p>Nothing was changed: nothing of it waits, or it is not here any more.</p>");
  const Command command{CommandId::parse(id).value(), OperatorName::parse("customer").value(), clock_.now(),
                        *std::move(action)};
  std::promise<Result<Outcome>> done;
  auto answered = done.get_future();
  if (!ledger_.run([&](Ledger& held) { done.set_value(held.execute(command)); })) {
    return answer_error(error_of_status(503), 503);
  }
  const auto outcome = answered.get();
  if (!outcome) return answer_error(outcome.error());
  if (const auto* no = std::get_if<Refused>(&*outcome)) {
    return page_of(title, "<p>Nothing was changed: " + escaped(no->error.message) + ".</p>");
  }
  return page_of(title, "<p>Thank you. We have your answer.</p>");
}

}  // namespace dockhand
