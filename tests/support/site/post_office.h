// A hub's books with a customer who waits, the files of its post, and a program that takes letters.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "sync/http/http_server.h"
#include "sync/hub/hub_letters.h"
#include "sync/message/postman.h"
#include "sync/session.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

// A program that takes letters, or refuses them, or takes one and says that it has not.
class LetterBox final : public HttpService {
 public:
  enum class Does { takes, refuses, is_busy, takes_and_fails, any_of_them };
  std::atomic<Does> does{Does::takes};
  std::atomic<pid_t> kills{0};  // who sends the next letter that it takes, before it hears so

  Admission admit(const HttpHead&) override { return {std::nullopt, 1 << 20}; }
  void answer(HttpRequest request, Reply reply) override {
    Does now = does;
    const std::lock_guard lock(mutex_);
    if (now == Does::any_of_them) {
      constexpr Does some[] = {Does::takes, Does::is_busy, Does::takes_and_fails};
      now = some[random_() % 3];
    }
    if (now == Does::refuses) return reply({422, "{}"});
    if (now == Does::is_busy) return reply({503, "{}"});
    const nlohmann::json letter = nlohmann::json::parse(request.body);
    bodies_[letter["message"]].push_back(request.body);
    ++taken;
    if (const pid_t sender = kills.exchange(0); sender > 0) ::kill(sender, SIGKILL);
    reply({now == Does::takes ? 204 : 500, ""});
  }
  HttpAnswer failure(int status) override { return {status, "{}"}; }

  std::atomic<int> taken{0};
  // By id, all that came under it.
  std::map<std::string, std::vector<std::string>> bodies() const {
    const std::lock_guard lock(mutex_);
    return bodies_;
  }

 private:
  mutable std::mutex mutex_;  // guards the rest
  std::mt19937_64 random_{7};
  std::map<std::string, std::vector<std::string>> bodies_;
};

struct PostOffice {
  void setUp() {
    std::filesystem::create_directory(folder / "letters");
    std::ofstream(folder / "secret") << "0123456789abcdef\n";
    open();
    floor->open_warehouse();
    Import import;
    import.rows = {SiteRow { "tell_customers", true }};
    floor->accepted(import);
    REQUIRE(floor->ledger->keep_contacts({{"ACME", "Änne Müller", "anne@example.com", "de", true}}).ok());
  }
  void tearDown() {}

  void open() { floor.emplace(folder / "hub.db", LedgerRole::hub, clock, "hub" + std::to_string(++opened_)); }
  void line_waits(int number) {
    OrderLineRow row = floor->demand("SO-" + std::to_string(number) + "/1", 10);
    row.item = item(number % 2 == 1 ? "BRG" : "DRL");  // an event looks at a hundred lines of an item
    floor->accepted(Import{{row}, true});              // also after it was cancelled
  }

  PostPlan plan(const std::string& channels, const std::string& more = "") const {
    std::ofstream(folder / "post.json") << R"({"from":"shop@example.com","from_name":"Nordlager","wait_minutes":0,)"
                                        << more << R"("channels":[)" << channels << "]}";
    auto read = read_post_plan(folder / "post.json", clock);
    if (!read) FAIL(read.error().sentence());
    return std::move(**read);
  }
  static std::string by_file() { return R"({"by":"file","folder":"letters"})"; }
  static std::string by_webhook(int port) {
    return R"({"by":"webhook","address":"http://127.0.0.1:)" + std::to_string(port) +
           R"(","path":"/letters","secret_file":"secret"})";
  }
  static std::string by_mail(int port) {
    return R"({"by":"smtp","tls":false,"address":"smtp://127.0.0.1:)" + std::to_string(port) + R"("})";
  }
  std::unique_ptr<Postman> postman(const std::string& channels) {
    return std::make_unique<Postman>(on_this_thread(*floor->ledger), plan(channels), clock, log, 1);
  }
  std::string state_of_only_letter() const {
    const auto text = do_letter_work(folder / "hub.db", LedgerRole::hub, {}, clock).value();
    for (const char* state : {"queued", "sent", "refused", "given_up", "withheld"}) {
      if (text.find("  " + std::string(state)) != std::string::npos) return state;
    }
    return text;
  }
  std::vector<std::filesystem::path> files(const std::string& ending) const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "letters")) {
      if (entry.path().extension() == ending) found.push_back(entry.path());
    }
    return found;
  }
  static std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  HubLog log{nullptr, clock};
  std::optional<Floor> floor;
  int opened_ = 0;
};

}  // namespace dockhand::test
