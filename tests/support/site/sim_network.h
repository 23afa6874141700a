// A network between one terminal and the hub that drops, repeats, delays and keeps old answers.
//
// Decides: what of a message arrives, when, and how often. Leaves to others: what the hub makes of it. Messages are
// texts, read again on each side.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "sync/connector.h"
#include "sync/protocol.h"

namespace dockhand::test {

// A request, as whom it is asked.
struct Asked {
  std::string from;  // the terminal's id, where a hub asks who that is
  std::string address;
  std::string text;
};

// Returns what a hub answers, or an Error when the hub is not there.
using HubText = std::function<Result<std::string>(const Asked&)>;

// Requests that are still under way. They reach the hub when nobody waits for them any more.
struct Delayed {
  Asked asked;
  Instant sent;
};

class SimLink final : public Connector {
 public:
  SimLink(HubText hub, const Clock& clock, std::mt19937_64& random, std::vector<Delayed>& delayed)
      : hub_(std::move(hub)), clock_(clock), random_(random), delayed_(delayed) {}

  std::string from;  // the id under which it asks
  bool faulty = false;
  std::function<void()> meanwhile;  // people go on while an answer is under way

  Result<PushReply> push(const Push& push) override {
    auto text = carry("/v1/push", to_json(push), last_push_);
    if (!text) return text.error();
    return parse_push_reply(*text);
  }
  Result<Changes> pull(const PullRequest& asked) override {
    auto text = carry("/v1/pull", to_json(asked), last_pull_);
    if (!text) return text.error();
    return parse_changes(*text);
  }
  void cancel() override {}

 private:
  static Error away() { return Error{ErrorKind::network, "hub", "cannot be reached"}; }

  Result<std::string> carry(const std::string& address, const std::string& text, std::string& last) {
    const Asked asked{from, address, text};
    const auto fate = faulty ? random_() % 16 : 15;
    if (fate == 0) return away();
    if (fate == 1) {
      delayed_.push_back({asked, clock_.now()});
      return away();
    }
    if (fate == 2 && !last.empty()) return last;  // a proxy that answers from its memory
    if (fate == 3) static_cast<void>(hub_(asked));
    auto answer = hub_(asked);
    if (meanwhile) meanwhile();
    if (!answer) return answer;
    last = *answer;
    if (fate == 4 || fate == 5) return Error{ErrorKind::network, "hub", "broke off"};
    return answer;
  }

  HubText hub_;
  const Clock& clock_;
  std::mt19937_64& random_;
  std::vector<Delayed>& delayed_;
  std::string last_push_, last_pull_;
};

}  // namespace dockhand::test
