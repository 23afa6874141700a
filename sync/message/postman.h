// Sends letters: asks the ledger what is due, gives each to its channel, and writes down what came of it.
//
// Decides: that a letter is the ledger's before it is anybody else's, and is done with only when the ledger knows so
// (cut off in between, the same letter goes out once more, under the same id); when one is tried again (full jitter, up
// to ten minutes), and that it is given up after three days; the form of the file that says how letters go. Leaves to
// others: what is told (storage/outlook/messages.h), channels (sync/message/channel.h).
//
//   {"from":"shop@example.com","from_name":"Nordlager","signature":"Your Nordlager","language":"de",
//    "texts":"FOLDER","unsubscribe":"mailto:stop@example.com","wait_minutes":10,
//    "answer_address":"https://hub.example.com","answer_secret_file":"answer-secret",
//    "channels":[{"by":"file","folder":"letters"},
//                {"by":"webhook","address":"http://shop:8080","path":"/dockhand","secret_file":"secret"},
//                {"by":"smtp","address":"smtp://mail:587","user":"shop","password_file":"password"}]}
// All but `channels` may be left out; paths begin at the file's folder.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>

#include "storage/ledger/ledger.h"
#include "storage/model/tools/halt.h"
#include "sync/hub_log.h"
#include "sync/message/answer_link.h"
#include "sync/message/channel.h"
#include "sync/message/texts.h"

namespace dockhand {

inline constexpr std::chrono::hours letter_given_up_after{72};

struct PostPlan {
  LetterTexts texts;
  AnswerLinks links{};
  std::chrono::milliseconds hold{600'000};  // how long a message waits before it becomes a letter
  std::map<std::string, std::unique_ptr<Channel>> channels{};
};
// Returns none when no file is named: then letters wait.
Result<std::optional<PostPlan>> read_post_plan(const std::filesystem::path& file, const Clock& clock);

// Runs the work where the ledger lives, and returns when it is done.
using AskLedger = std::function<Status(const std::function<void(Ledger&)>&)>;

class Postman {
 public:
  // The clock and the log must outlive it.
  Postman(AskLedger ledger, PostPlan plan, const Clock& clock, HubLog& log, std::uint64_t seed);

  // Makes one round, and returns how many letters were tried. An Error is the ledger's.
  Result<std::size_t> round();
  // May be called on any thread. What is under way ends soon.
  void cancel();

 private:
  Handover hand_over(const Letter& letter);
  LetterTried deliver(Letter letter);
  Status put_down(const LetterTried& tried);

  const AskLedger ledger_;
  PostPlan plan_;
  const Clock& clock_;
  HubLog& log_;
  std::mt19937_64 random_;
};

// A thread that makes the rounds of a postman.
class PostmanThread {
 public:
  explicit PostmanThread(std::unique_ptr<Postman> postman,
                         std::chrono::milliseconds between_rounds = std::chrono::milliseconds(2000));
  ~PostmanThread();
  PostmanThread(const PostmanThread&) = delete;
  PostmanThread& operator=(const PostmanThread&) = delete;

 private:
  void work();

  const std::unique_ptr<Postman> postman_;
  const std::chrono::milliseconds between_rounds_;
  Halt stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand
