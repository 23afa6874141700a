#include "sync/webhooks.h"

#include <sodium.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "storage/codec/json.h"
#include "storage/words/wording.h"
#include "sync/access/kept_file.h"
#include "sync/connector.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_hook_looks{500};  // when nothing is to be told
constexpr std::chrono::milliseconds first_hook_pause{1'000};
constexpr std::chrono::milliseconds longest_hook_pause{600'000};
constexpr std::size_t events_of_a_look = 50;
constexpr std::size_t most_hooks = 16;
constexpr std::size_t largest_hook_file = 64 << 10;

Result<std::string> whole_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(largest_hook_file + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || (in.gcount() == 0 && !in.eof())) return Error{ErrorKind::io, file.string(), "cannot be read"};
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > largest_hook_file) return Error{ErrorKind::bad_input, file.string(), "is too large"};
  return text;
}

Result<std::string> parse_hook_name(std::string_view text) {
  const bool good = !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (good) return std::string(text);
  return Error{ErrorKind::bad_input, "name", "is not 1 to 40 letters, digits, '-' and '_'"};
}

Result<std::string> parse_hook_path(std::string_view text) {
  const bool good = text.starts_with('/') && text.size() <= 500 &&
                    std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (good) return std::string(text);
  return Error{ErrorKind::bad_input, "path", "is no path; one begins with '/'"};
}

Result<Webhook> read_hook(const Json& value, const std::string& path, const fs::path& folder) {
  JsonObject json(value, path);
  auto name = json.text<std::string>("name", parse_hook_name);
  auto address = json.text<HttpAddress>("address", parse_http_address);
  auto at = json.text<std::string>("path", parse_hook_path);
  const std::string secret_file = json.free_text("secret_file");
  std::set<std::string> about;
  for (const Json& topic : json.array("about")) {
    const bool known = topic.is_string() && std::find(std::begin(webhook_topics), std::end(webhook_topics),
                                                      topic.get<std::string>()) != std::end(webhook_topics);
    if (!known) json.fail({ErrorKind::bad_input, json.path_of("about"), "holds something that is not told"});
    if (known) about.insert(topic.get<std::string>());
  }
  if (about.empty()) json.fail({ErrorKind::bad_input, json.path_of("about"), "is empty"});
  if (auto closed = json.close(); !closed) return closed.error();
  auto secret = read_token((folder / secret_file).string());
  if (!secret) return Error{secret.error().kind, path + ".secret_file", secret.error().sentence()};
  return Webhook{*std::move(name), *std::move(address), *std::move(at), std::move(*secret), std::move(about)};
}

}  // namespace

Result<std::vector<Webhook>> read_webhooks(const fs::path& file) {
  const auto text = whole_text(file);
  if (!text) return text.error();
  const auto parsed = parse_json(*text, {largest_hook_file});
  if (!parsed) return Error{ErrorKind::bad_input, file.string(), parsed.error().sentence()};
  if (!parsed->is_array() || parsed->size() > most_hooks) {
    return Error{ErrorKind::bad_input, file.string(), "is no list of at most " + std::to_string(most_hooks) + " hooks"};
  }
  std::vector<Webhook> hooks;
  std::set<std::string> names;
  for (std::size_t i = 0; i < parsed->size(); ++i) {
    auto hook = read_hook((*parsed)[i], file.string() + "[" + std::to_string(i) + "]", file.parent_path());
    if (!hook) return hook.error();
    if (!names.insert(hook->name).second) return Error{ErrorKind::bad_input, hook->name, "is there twice"};
    hooks.push_back(std::move(*hook));
  }
  return hooks;
}

namespace {

bool is_document(const std::string& action) {
  static constexpr const char* documents[] = {"import", "status", "cancel", "close"};
  return std::find(std::begin(documents), std::end(documents), action) != std::end(documents);
}

// Who was told that something has happened is told that it has not.
void add_taken_back(const ToldUndone& undone, std::vector<std::string>& about) {
  if (undone.granted) about.emplace_back("unallocated");
  if (undone.action == "ship" && undone.booked) about.emplace_back("unshipped");
  if (is_document(undone.action)) about.emplace_back("documents");
}

}  // namespace

std::vector<std::string> topics_of(const ToldEvent& event) {
  std::vector<std::string> about;
  const bool granted = std::any_of(event.did.claims.begin(), event.did.claims.end(),
                                   [](const Explanation& claim) { return !claim.granted.none(); });
  if (granted) about.emplace_back("allocated");
  if (event.action == "ship" && event.booked) about.emplace_back("shipped");
  if (!event.did.notices.empty()) about.emplace_back("questioned");
  if (is_document(event.action)) about.emplace_back("documents");
  if (event.undoes) add_taken_back(*event.undoes, about);
  return about;
}

bool is_about(const std::set<std::string>& wanted, const std::string& topic) {
  const std::string what = topic.starts_with("un") ? topic.substr(2) : topic;
  return wanted.contains(what);
}

namespace {

OrderedJson json_of(const ToldShipment& shipment) {
  OrderedJson json{{"order", shipment.order.text()}, {"carrier", shipment.carrier}, {"tracking", shipment.tracking}};
  json["lines"] = OrderedJson::array();
  for (const ToldShipment::Line& one : shipment.lines) {
    json["lines"].push_back({{"line", one.line.text()}, {"item", one.item.text()}, {"quantity", one.units}});
  }
  return json;
}

}  // namespace

std::string message_of(const ToldEvent& event, const std::vector<std::string>& about) {
  OrderedJson json{{"protocol", protocol_version},   {"event", event.seq},
                   {"id", event.id.text()},          {"about", about},
                   {"action", event.action},         {"by", event.by},
                   {"time", event.at.text()},        {"summary", event.summary},
                   {"claims", OrderedJson::array()}, {"notices", OrderedJson::array()}};
  for (const Explanation& claim : event.did.claims) {
    json["claims"].push_back({{"line", claim.rank.line.text()}, {"granted", claim.granted.units()}});
  }
  for (const Notice& notice : event.did.notices) {
    json["notices"].push_back({{"kind", name_of(notice.kind)}, {"text", sentence(notice)}});
  }
  if (event.undoes) json["undoes"] = {{"id", event.undoes->id.text()}, {"action", event.undoes->action}};
  if (event.shipment) json["shipment"] = json_of(*event.shipment);
  return print_json(json);
}

std::string signature_of(const std::string& secret, const std::string& time, const std::string& body) {
  const std::string text = time + "." + body;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  unsigned char sum[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_final(&state, sum);
  char hex[2 * sizeof(sum) + 1];
  return sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum));
}

std::chrono::milliseconds pause_after(int failures, std::mt19937_64& random) {
  const auto bound = std::min(first_hook_pause * (1 << std::clamp(failures - 1, 0, 12)), longest_hook_pause);
  return std::chrono::milliseconds(random() % static_cast<std::uint64_t>(bound.count() + 1));
}

HookPlace hooks_beside(const fs::path& database) {
  return [database](const std::string& hook) -> std::unique_ptr<KeptText> {
    return std::make_unique<KeptFile>(database.string() + ".webhook-" + hook);
  };
}

Result<std::optional<HookProgress>> read_progress(KeptText& kept) {
  const auto text = text_in(kept);
  if (!text) return text.error();
  if (text->empty()) return std::optional<HookProgress>();
  const auto parsed = parse_json(*text, {largest_hook_file});
  if (!parsed) return Error{ErrorKind::corrupt, kept.name(), parsed.error().sentence()};
  JsonObject json(*parsed, kept.name());
  HookProgress progress;
  progress.told.event = json.integer("after", 0, INT64_MAX);
  progress.failures = static_cast<int>(json.integer("failures", 0, INT32_MAX));
  progress.problem = json.free_text("problem");
  if (json.has("writer")) progress.told.writer = json.free_text("writer");
  if (json.has("marks")) progress.told.marks = json.free_text("marks", largest_hook_file);
  if (auto closed = json.close(); !closed) return closed.error();
  return std::optional(progress);
}

Status write_progress(KeptText& kept, const HookProgress& progress) {
  const std::string text = print_json({{"after", progress.told.event},
                                       {"failures", progress.failures},
                                       {"problem", printable(progress.problem, 300)},
                                       {"writer", progress.told.writer},
                                       {"marks", progress.told.marks}});
  return kept.change([&](const std::string&) -> Result<std::string> { return text + "\n"; });
}

WebhookRunner::WebhookRunner(fs::path database, Webhook hook, std::unique_ptr<KeptText> kept, const Clock& clock,
                             HubLog& log, std::uint64_t seed, std::function<bool()> tells)
    : database_(std::move(database)),
      hook_(std::move(hook)),
      kept_(std::move(kept)),
      clock_(clock),
      log_(log),
      tells_(std::move(tells)),
      random_(seed),
      client_(hook_.address, {}, "webhook " + hook_.name),
      thread_([this] { work(); }) {}

WebhookRunner::~WebhookRunner() {
  stop_.give();
  client_.cancel();
  thread_.join();
}

void WebhookRunner::work() {
  while (!stop_.given()) stop_.rest(look());
}

Status WebhookRunner::begin() {
  auto known = read_progress(*kept_);
  if (!known) return known.error();
  const auto newest = newest_event(database_);
  if (!newest) return newest.error();
  HookProgress progress = known->value_or(HookProgress{{*newest}});
  auto here = in_this_life(database_, progress.told);
  if (!here) return here.error();
  const std::int64_t last = here->event;
  auto marked = told_up_to(database_, *std::move(here), last);
  if (!marked) return marked.error();
  progress.told = *std::move(marked);
  if (auto written = write_progress(*kept_, progress); !written) return written;
  progress_ = progress;
  return Done{};
}

// Tells what is to be told, as far as it goes; how long to rest. What another hub has told meanwhile is read anew.
std::chrono::milliseconds WebhookRunner::look() {
  if (!tells_()) {
    progress_.reset();
    return between_hook_looks;
  }
  if (!progress_) {
    if (const Status begun = begin(); !begun) return failed(begun.error());
  }
  const auto events = events_after(database_, progress_->told.event, events_of_a_look);
  if (!events) return failed(events.error());
  std::int64_t passed = progress_->told.event;  // what does not concern it is written down once for all
  for (const ToldEvent& event : *events) {
    std::vector<std::string> about = topics_of(event);
    std::erase_if(about, [this](const std::string& topic) { return !is_about(hook_.about, topic); });
    if (!about.empty()) {
      if (const Status told = tell(event, about); !told) return failed(told.error());
      if (const Status written = went_on(event.seq); !written) return failed(written.error());
    }
    passed = event.seq;
  }
  if (const Status written = went_on(passed); !written) return failed(written.error());
  return events->size() == events_of_a_look ? std::chrono::milliseconds(0) : between_hook_looks;
}

Status WebhookRunner::went_on(std::int64_t after) {
  if (progress_->told.event == after && progress_->failures == 0) return Done{};
  auto told = told_up_to(database_, progress_->told, after);
  if (!told) return told.error();
  *progress_ = HookProgress{*std::move(told)};
  return write_progress(*kept_, *progress_);
}

Status WebhookRunner::tell(const ToldEvent& event, const std::vector<std::string>& about) {
  std::string body = message_of(event, about);
  const std::string time = clock_.now().text();
  const HttpHeaders headers{{"Dockhand-Event", std::to_string(event.seq)},
                            {"Dockhand-Time", time},
                            {"Dockhand-Signature", signature_of(hook_.secret, time, body)}};
  const auto answer = client_.post(hook_.path, std::move(body), headers);
  if (!answer) return answer.error();
  if (answer->status >= 200 && answer->status < 300) return Done{};
  return Error{ErrorKind::network, hook_.name, "answers with HTTP status " + std::to_string(answer->status)};
}

std::chrono::milliseconds WebhookRunner::failed(const Error& error) {
  log_.say("webhook failed", {{"hook", hook_.name}, {"why", error.sentence()}});
  if (!progress_) return first_hook_pause;
  ++progress_->failures;
  progress_->problem = error.sentence();
  static_cast<void>(write_progress(*kept_, *progress_));
  return pause_after(progress_->failures, random_);
}

Result<std::string> progress_text(const std::filesystem::path& database, const std::vector<Webhook>& hooks,
                                  const HookPlace& place) {
  const auto newest = newest_event(database);
  if (!newest) return newest.error();
  std::string text;
  for (const Webhook& hook : hooks) {
    const auto progress = read_progress(*place(hook.name));
    if (!progress) return progress.error();
    text += hook.name + ": ";
    if (!*progress) {
      text += "has not begun\n";
      continue;
    }
    const int failures = (*progress)->failures;
    const auto waiting = std::max<std::int64_t>(0, *newest - (*progress)->told.event);
    text += failures > 0 ? "STUCK" : "goes on";
    text += ", " + std::to_string(waiting) + " events to look at";
    if (failures > 0) text += ", failed " + std::to_string(failures) + " times: " + (*progress)->problem;
    text += "\n";
  }
  return text;
}

}  // namespace dockhand
