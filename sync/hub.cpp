// The hub as a service over HTTP: what each address means, and who may ask.
#include "sync/hub.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>
#include <optional>

#include "sync/http/http_server.h"
#include "sync/hub_metrics.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds health_for{1'000};  // an answer about the hub's health is given again
constexpr std::chrono::seconds come_back_in{1};         // told to who finds the hub too busy

int status_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::bad_input:
    case ErrorKind::newer_version: return 400;
    case ErrorKind::busy:
    case ErrorKind::io:
    case ErrorKind::disk_full:
    case ErrorKind::read_only:
    case ErrorKind::corrupt: return 503;
    default: return 500;
  }
}

HttpAnswer answer_error(const Error& error, int status) {
  HttpAnswer answer{status, error_answer(error)};
  if (status == 503) answer.retry_after = come_back_in;
  return answer;
}

HttpAnswer answer_error(const Error& error) { return answer_error(error, status_of(error)); }

// Statuses that the server gives by itself.
Error error_of_status(int status) {
  switch (status) {
    case 413: return {ErrorKind::bad_input, "", "the message is too large"};
    case 431: return {ErrorKind::bad_input, "", "the request's header is too large"};
    case 500: return {ErrorKind::io, "", "the hub ran out of memory or has a bug"};
    case 503: return {ErrorKind::busy, "", "the hub has too much to do; try again"};
    default: return {ErrorKind::bad_input, "", "the request cannot be understood"};
  }
}

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

// Takes as long for a wrong token as for the right one.
bool same_secret(const std::string& given, const std::string& wanted) {
  return given.size() == wanted.size() && sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace

struct Hub::State final : HttpService {
  State(std::unique_ptr<Ledger> held, const HubOptions& wanted, HubLog& its_log)
      : options(wanted), log(its_log), ledger(std::move(held)) {}

  enum class Who { anyone, terminals };
  struct Route {
    const char* method;
    const char* path;
    Who who;
    std::size_t max_body;
    HttpAnswer (State::*work)(const HttpRequest&);
  };
  static const std::array<Route, 5> routes;
  static const Route* route_of(const HttpHead& head);

  Admission admit(const HttpHead& head) override;
  void answer(HttpRequest request, Reply reply) override;
  HttpAnswer failure(int status) override { return answer_error(error_of_status(status), status); }

  HttpAnswer push(const HttpRequest& request);
  HttpAnswer pull(const HttpRequest& request);
  HttpAnswer status(const HttpRequest&) { return {200, status_json()}; }
  HttpAnswer health(const HttpRequest& request);
  HttpAnswer numbers(const HttpRequest&) {
    return {200, metrics.text(server->counts()), "text/plain; version=0.0.4; charset=utf-8"};
  }

  bool allowed(const HttpHead& head) const;
  template <class Answer>
  Result<Answer> on_ledger(const std::function<Result<Answer>(Ledger&)>& work);

  const HubOptions options;
  HubLog& log;
  HubMetrics metrics;
  std::mutex mutex;  // guards the two that follow
  std::optional<HttpAnswer> healthy;
  std::chrono::steady_clock::time_point healthy_until;
  LedgerThread ledger;
  std::unique_ptr<HttpServer> server;  // last: it stops first
};

// One more address is one more line and its function.
const std::array<Hub::State::Route, 5> Hub::State::routes{{
    {"POST", "/v1/push", Who::terminals, max_message, &State::push},
    {"POST", "/v1/pull", Who::terminals, 4096, &State::pull},
    {"GET", "/v1/status", Who::terminals, 0, &State::status},
    {"GET", "/metrics", Who::terminals, 0, &State::numbers},
    {"GET", "/healthz", Who::anyone, 0, &State::health},
}};

const Hub::State::Route* Hub::State::route_of(const HttpHead& head) {
  const auto* found = std::find_if(routes.begin(), routes.end(), [&](const Route& route) {
    return head.method == route.method && head.path == route.path;
  });
  return found == routes.end() ? nullptr : found;
}

bool Hub::State::allowed(const HttpHead& head) const {
  const std::string prefix = "Bearer ";
  if (options.token.empty()) return true;
  return head.authorization.starts_with(prefix) && same_secret(head.authorization.substr(prefix.size()), options.token);
}

Admission Hub::State::admit(const HttpHead& head) {
  const Route* route = route_of(head);
  const bool open = route != nullptr && route->who == Who::anyone;
  if (!open && !allowed(head)) {
    metrics.refused_token();
    log.say("token refused", {{"from", head.from}});
    return {answer_error(Error{ErrorKind::refused, "", "the token is missing or wrong"}, 401)};
  }
  if (route == nullptr) {
    const Error nothing{ErrorKind::unknown, "", "there is nothing at this address; this is a hub of Dockhand"};
    return {answer_error(nothing, 404)};
  }
  if (!head.encoding.empty() && head.encoding != "identity") {
    return {answer_error(Error{ErrorKind::bad_input, "", "a packed message is not taken"}, 415)};
  }
  return {std::nullopt, route->max_body};
}

void Hub::State::answer(HttpRequest request, Reply reply) {
  const Route* route = route_of(request.head);
  const auto start = std::chrono::steady_clock::now();
  HttpAnswer given = (this->*route->work)(request);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  metrics.answered(route->path, given.status, took);
  if (given.status >= 500) {
    log.say("not answered", {{"path", route->path}, {"from", request.head.from}, {"answer", given.body}});
  }
  reply(std::move(given));
}

template <class Answer>
Result<Answer> Hub::State::on_ledger(const std::function<Result<Answer>(Ledger&)>& work) {
  std::promise<Result<Answer>> done;
  auto answer = done.get_future();
  if (!ledger.run([&](Ledger& held) { done.set_value(work(held)); })) return error_of_status(503);
  return answer.get();
}

HttpAnswer Hub::State::push(const HttpRequest& request) {
  const auto push = parse_push(request.body);
  if (!push) return answer_error(push.error());
  const auto reply = on_ledger<PushReply>([&](Ledger& held) { return held.accept(*push); });
  if (!reply) return answer_error(reply.error());
  metrics.took_events(static_cast<std::int64_t>(push->events.size()),
                      static_cast<std::int64_t>(reply->questioned.size()));
  if (reply->refusal) log.say("push refused", {{"from", request.head.from}, {"why", reply->refusal->sentence()}});
  for (const std::string& id : reply->questioned) log.say("event questioned", {{"id", id}});
  return {200, to_json(*reply)};
}

HttpAnswer Hub::State::pull(const HttpRequest& request) {
  const auto asked = parse_pull_request(request.body);
  if (!asked) return answer_error(asked.error());
  const auto changes = on_ledger<Changes>([&](Ledger& held) { return held.changes_since(*asked, max_pull_rows); });
  if (!changes) return answer_error(changes.error());
  return {200, to_json(*changes)};
}

// Whether the ledger's thread answers and its database can be read. Anybody may ask, so it is asked once a second.
HttpAnswer Hub::State::health(const HttpRequest&) {
  const std::lock_guard lock(mutex);
  const auto now = std::chrono::steady_clock::now();
  if (healthy && now < healthy_until) return *healthy;
  const auto next = on_ledger<std::int64_t>([](Ledger& held) { return held.next_event(); });
  healthy = next ? HttpAnswer{200, R"({"healthy":true})"} : answer_error(next.error(), 503);
  healthy_until = std::chrono::steady_clock::now() + health_for;
  return *healthy;
}

Result<std::unique_ptr<Hub>> Hub::start(std::unique_ptr<Ledger> ledger, const HubOptions& options, HubLog& log) {
  if (options.token.empty() && !is_loopback(options.host)) {
    return Error{ErrorKind::bad_input, options.host,
                 "a hub that other machines can reach needs a token; name its file with --token-file"};
  }
  auto hub = std::unique_ptr<Hub>(new Hub(std::make_unique<State>(std::move(ledger), options, log)));
  HttpLimits limits;
  limits.body = max_message;
  auto server = HttpServer::start(options.host, options.port, *hub->state_, limits);
  if (!server) return server.error();
  hub->state_->server = std::move(*server);
  log.say("listening", {{"address", hub->address()}});
  return hub;
}

Result<std::unique_ptr<Hub>> Hub::start(std::unique_ptr<Ledger> ledger, const HubOptions& options) {
  static const SystemClock clock;
  static HubLog silent(nullptr, clock);
  return start(std::move(ledger), options, silent);
}

Hub::Hub(std::unique_ptr<State> state) : state_(std::move(state)) {}
Hub::~Hub() = default;

int Hub::port() const { return state_->server->port(); }

std::string Hub::address() const {
  const std::string& host = state_->options.host;
  const bool v6 = host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port());
}

LedgerThread& Hub::ledger() { return state_->ledger; }

Result<HubOptions> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto wrong =
      Error{ErrorKind::bad_input, printable(text), "is no address to listen at; one looks like 127.0.0.1:8470"};
  if (colon == std::string_view::npos || colon == 0) return wrong;
  const auto port = text.substr(colon + 1);
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (port.empty() || port.size() > 5 || !is_digits(port) || host.empty()) return wrong;
  HubOptions options;
  options.host = host;
  options.port = std::stoi(std::string(port));
  if (options.port > 65535) return wrong;
  return options;
}

}  // namespace dockhand
