// A hub in the same process, reached through the messages' text but without a network; and the faults of one.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "sync/connector.h"
#include "sync/protocol.h"

namespace dockhand::test {

enum class Fault {
  none,
  unreachable,  // the hub never hears of it
  lost_reply,   // the hub has done it, the terminal never hears of that
};

class LocalConnector final : public Connector {
 public:
  LocalConnector(Ledger& hub, std::function<Fault()> fault, std::size_t rows = max_pull_rows)
      : hub_(hub), fault_(std::move(fault)), rows_(rows) {}

  Result<PushReply> push(const Push& push) override {
    return exchange<Push, PushReply>(to_json(push), parse_push, parse_push_reply,
                                     [this](const Push& asked) { return hub_.accept(asked); });
  }
  Result<Changes> pull(const PullRequest& wanted) override {
    return exchange<PullRequest, Changes>(
        to_json(wanted), parse_pull_request, parse_changes,
        [this](const PullRequest& asked) { return hub_.changes_since(asked, rows_); });
  }
  void cancel() override {}

 private:
  template <class Question, class Answer>
  Result<Answer> exchange(const std::string& text, Result<Question> (*parse_question)(std::string_view),
                          Result<Answer> (*parse_answer)(std::string_view),
                          const std::function<Result<Answer>(const Question&)>& work) {
    const Fault fault = fault_();
    if (fault == Fault::unreachable) return Error{ErrorKind::network, "hub", "cannot be reached"};
    const auto question = parse_question(text);
    if (!question) return question.error();
    const auto answer = work(*question);
    if (!answer) return answer.error();
    if (fault == Fault::lost_reply) return Error{ErrorKind::network, "hub", "broke off"};
    return parse_answer(to_json(*answer));
  }

  Ledger& hub_;
  std::function<Fault()> fault_;
  std::size_t rows_;
};

}  // namespace dockhand::test
