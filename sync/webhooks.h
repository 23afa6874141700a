// Other programs are told what happened: each event that concerns them is posted to them, in its order, until they have
// taken it.
//
// Decides: what is told and when it is told again, how a message proves where it comes from, and that a program which
// does not answer holds up nobody but itself. Leaves to others: HTTP (sync/http/http_client.h), what happened
// (storage/views/told.h).
//
//   POST PATH   Dockhand-Event: 118
//               Dockhand-Time: 2026-11-22T08:00:00.000Z
//               Dockhand-Signature: HMAC-SHA256 of TIME "." BODY with the hook's secret, hexadecimal
//               {"protocol":1,"event":118,"id":ID,"about":["allocated"],"action":"receive","by":"anna","time":TIME,
//                "summary":TEXT,"claims":[{"line":"SO-1/1","granted":4}],"notices":[{"kind":K,"text":T}],
//                "undoes":{"id":ID,"action":"ship"},                    undoes: only where it takes something back
//                "shipment":{"order":"SO-1","carrier":"DHL","tracking":"1Z2",
//                            "lines":[{"line":"SO-1/1","item":"BRG-6204","quantity":6}]}}
// `shipment` is what has left, in units of the item; with `undoes` what has not left after all. Any status of 200 to
// 299 means that it was taken; it may come twice, with the same id, and after a restore under another number of an
// event.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "storage/model/time.h"
#include "storage/model/tools/halt.h"
#include "storage/views/told.h"
#include "sync/access/kept_text.h"
#include "sync/http/http_client.h"
#include "sync/hub_log.h"

namespace dockhand {

struct Webhook {
  std::string name;  // of letters, digits, '-' and '_'
  HttpAddress address;
  std::string path;             // such as "/dockhand"
  std::string secret;           // 16 characters or more
  std::set<std::string> about;  // from webhook_topics
};

// These can be told: units went to order lines, an order left, the hub decided otherwise than a terminal or asks
// somebody, the office's documents changed.
inline constexpr const char* webhook_topics[] = {"allocated", "shipped", "questioned", "documents"};

// Reads [{"name":"shop","address":"http://shop:8080","path":"/dockhand","secret_file":FILE,"about":["shipped"]}]
Result<std::vector<Webhook>> read_webhooks(const std::filesystem::path& file);

// Of an event that takes another one back they are what that one was told about, with "un" before it.
std::vector<std::string> topics_of(const ToldEvent& event);
// Whether a hook that wants these hears of the topic: who hears of shipments hears of those that are taken back.
bool is_about(const std::set<std::string>& wanted, const std::string& topic);
std::string message_of(const ToldEvent& event, const std::vector<std::string>& about);
std::string signature_of(const std::string& secret, const std::string& time, const std::string& body);
// The pause before the next try. It is anything up to a bound that doubles, so that hooks which failed together do not
// come together.
std::chrono::milliseconds pause_after(int failures, std::mt19937_64& random);

// Says how far a hook is. It is kept beside the database, or where all hubs of a site share it, so that the hook goes
// on where it was.
struct HookProgress {
  ToldUntil told{};       // the last event that was taken, or does not concern it
  int failures = 0;       // in a row
  std::string problem{};  // what went wrong with the last one
};
using HookPlace = std::function<std::unique_ptr<KeptText>(const std::string& hook)>;
HookPlace hooks_beside(const std::filesystem::path& database);
// None: it was never asked.
Result<std::optional<HookProgress>> read_progress(KeptText& kept);
Status write_progress(KeptText& kept, const HookProgress& progress);
// Returns a line for each hook, for people.
Result<std::string> progress_text(const std::filesystem::path& database, const std::vector<Webhook>& hooks,
                                  const HookPlace& place);

// One hook's thread. A new hook begins with what happens from now on. While `tells` says no, another hub tells.
class WebhookRunner {
 public:
  WebhookRunner(std::filesystem::path database, Webhook hook, std::unique_ptr<KeptText> kept, const Clock& clock,
                HubLog& log, std::uint64_t seed, std::function<bool()> tells);
  ~WebhookRunner();
  WebhookRunner(const WebhookRunner&) = delete;
  WebhookRunner& operator=(const WebhookRunner&) = delete;

 private:
  void work();
  std::chrono::milliseconds look();
  Status begin();
  Status went_on(std::int64_t after);
  Status tell(const ToldEvent& event, const std::vector<std::string>& about);
  std::chrono::milliseconds failed(const Error& error);

  const std::filesystem::path database_;
  const Webhook hook_;
  const std::unique_ptr<KeptText> kept_;
  const Clock& clock_;
  HubLog& log_;
  const std::function<bool()> tells_;
  std::mt19937_64 random_;
  HttpClient client_;
  std::optional<HookProgress> progress_;  // only the thread uses it
  Halt stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand
