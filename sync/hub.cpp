// The only place where an HTTP server is used.
#include "sync/hub.h"

#include <httplib.h>
#include <sodium.h>

#include <chrono>
#include <future>
#include <thread>

#include "sync/protocol.h"

namespace dockhand {
namespace {

constexpr int readers = 8;  // requests that can be read and waited for at once; more queue up in the kernel and here
constexpr std::chrono::seconds silence_limit{10};
constexpr std::chrono::seconds idle_limit{2};  // of a connection that asks nothing; also bounds how long a stop takes
constexpr const char* json_type = "application/json";

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

void answer_error(httplib::Response& response, const Error& error, int status) {
  response.status = status;
  response.set_content(error_answer(error), json_type);
}

// Statuses that the HTTP library makes by itself.
Error error_of_status(int status) {
  if (status == 404)
    return Error{ErrorKind::unknown, "", "there is nothing at this address; this is a hub of Dockhand"};
  if (status == 413) return Error{ErrorKind::bad_input, "", "the message is too large"};
  return Error{ErrorKind::bad_input, "", "the request cannot be understood"};
}

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

// Takes as long for a wrong token as for the right one.
bool same_secret(const std::string& given, const std::string& wanted) {
  return given.size() == wanted.size() && sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

// The library would share a port with another process that is already there.
void claim_port(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

}  // namespace

struct Hub::State {
  State(std::unique_ptr<Ledger> held, const HubOptions& wanted) : options(wanted), ledger(std::move(held)) {}

  HubOptions options;
  LedgerThread ledger;
  httplib::Server server;
  int port = 0;
  std::thread listener;

  void set_up();
  Status listen();
  bool allowed(const httplib::Request& request) const;

  // Reads a request, has the ledger's thread answer it, and waits for that.
  template <class Question, class Answer>
  void handle(const char* path, Result<Question> (*parse)(std::string_view),
              Result<Answer> (*work)(Ledger&, const Question&));
  template <class Answer>
  Result<Answer> on_ledger(std::function<Result<Answer>(Ledger&)> work);
};

template <class Answer>
Result<Answer> Hub::State::on_ledger(std::function<Result<Answer>(Ledger&)> work) {
  std::promise<Result<Answer>> done;
  auto answer = done.get_future();
  if (!ledger.run([&](Ledger& held) { done.set_value(work(held)); })) {
    return Error{ErrorKind::busy, "", "the hub has too much to do; try again"};
  }
  return answer.get();
}

template <class Question, class Answer>
void Hub::State::handle(const char* path, Result<Question> (*parse)(std::string_view),
                        Result<Answer> (*work)(Ledger&, const Question&)) {
  server.Post(path, [this, parse, work](const httplib::Request& request, httplib::Response& response) {
    const auto question = parse(request.body);
    if (!question) return answer_error(response, question.error(), status_of(question.error()));
    const auto answer = on_ledger<Answer>([&](Ledger& held) { return work(held, *question); });
    if (!answer) return answer_error(response, answer.error(), status_of(answer.error()));
    response.set_content(to_json(*answer), json_type);
  });
}

bool Hub::State::allowed(const httplib::Request& request) const {
  const std::string prefix = "Bearer ";
  const std::string header = request.get_header_value("Authorization");
  if (options.token.empty()) return true;
  return header.starts_with(prefix) && same_secret(header.substr(prefix.size()), options.token);
}

void Hub::State::set_up() {
  server.new_task_queue = [] { return new httplib::ThreadPool(readers); };  // NOLINT: the library deletes it
  server.set_payload_max_length(max_message);
  server.set_read_timeout(silence_limit);
  server.set_write_timeout(silence_limit);
  server.set_keep_alive_timeout(idle_limit.count());
  server.set_tcp_nodelay(true);
  server.set_socket_options(claim_port);
  server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    if (allowed(request)) return httplib::Server::HandlerResponse::Unhandled;
    answer_error(response, Error{ErrorKind::refused, "", "the token is missing or wrong"}, 401);
    response.set_header("Connection", "close");  // the request's body is left unread
    return httplib::Server::HandlerResponse::Handled;
  });
  server.set_error_handler(httplib::Server::Handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) answer_error(response, error_of_status(response.status), response.status);
  }));
  server.set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
    answer_error(response, Error{ErrorKind::io, "", "the hub ran out of memory or has a bug"}, 500);
  });
  server.Get("/v1/status", [](const httplib::Request&, httplib::Response& response) {
    response.set_content(status_json(), json_type);
  });
  handle<Push, PushReply>("/v1/push", parse_push, [](Ledger& held, const Push& push) { return held.accept(push); });
  handle<PullRequest, Changes>("/v1/pull", parse_pull_request, [](Ledger& held, const PullRequest& request) {
    return held.changes_since(request.asking, request.position, max_pull_rows);
  });
}

Status Hub::State::listen() {
  port = options.port;
  const bool bound = options.port == 0 ? (port = server.bind_to_any_port(options.host)) > 0
                                       : server.bind_to_port(options.host, options.port);
  if (!bound) {
    return Error{ErrorKind::network, options.host + ":" + std::to_string(options.port),
                 "the hub cannot listen there: the port is taken, or the address is not this machine's"};
  }
  listener = std::thread([this] { server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return Done{};
}

Result<std::unique_ptr<Hub>> Hub::start(std::unique_ptr<Ledger> ledger, const HubOptions& options) {
  if (options.token.empty() && !is_loopback(options.host)) {
    return Error{ErrorKind::bad_input, options.host,
                 "a hub that other machines can reach needs a token; name its file with --token-file"};
  }
  auto hub = std::unique_ptr<Hub>(new Hub(std::make_unique<State>(std::move(ledger), options)));
  hub->state_->set_up();
  if (auto listening = hub->state_->listen(); !listening) return listening.error();
  return hub;
}

Hub::Hub(std::unique_ptr<State> state) : state_(std::move(state)) {}

Hub::~Hub() {
  state_->server.stop();
  if (state_->listener.joinable()) state_->listener.join();
}

int Hub::port() const { return state_->port; }

std::string Hub::address() const {
  const std::string& host = state_->options.host;
  const bool v6 = host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(state_->port);
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
