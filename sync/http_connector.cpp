// The connector to dockhand-hub. The only place where an HTTP client is used; the messages are in sync/protocol.h.
#include <httplib.h>

#include <atomic>
#include <chrono>

#include "sync/connector.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

constexpr std::chrono::seconds connect_limit{3};
constexpr std::chrono::seconds silence_limit{10};  // between two pieces of an answer
constexpr std::chrono::seconds total_limit{120};   // of one answer, however steadily it drips

Error unreachable(const std::string& hub, const std::string& what) { return Error{ErrorKind::network, hub, what}; }

Error error_of(const std::string& hub, httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection:
      return unreachable(hub, "the hub cannot be reached: is it running, and is the network there?");
    case httplib::Error::ConnectionTimeout: return unreachable(hub, "the hub cannot be reached: no answer within 3 s");
    case httplib::Error::Read: return unreachable(hub, "the hub did not answer in time, or broke off");
    case httplib::Error::Write: return unreachable(hub, "the hub stopped listening while it was being told");
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return unreachable(hub, "no secure connection: the hub's certificate was not accepted");
    case httplib::Error::Canceled:
      return unreachable(hub, "the answer was too large or took too long, or the sync was stopped");
    default: return unreachable(hub, "the hub cannot be talked to (" + httplib::to_string(error) + ")");
  }
}

// What a status other than 200 means to the person who reads it.
Error error_of(const std::string& hub, int status, const std::string& body) {
  if (status == 401) return Error{ErrorKind::refused, hub, "the hub does not accept this terminal's token"};
  if (const auto told = parse_error(body)) {
    return Error{status >= 500 ? ErrorKind::network : told->error.kind, hub,
                 "the hub says: " + printable(told->error.sentence(), 300)};
  }
  return unreachable(hub, "what answers there is no hub (HTTP status " + std::to_string(status) + ")");
}

class HttpConnector final : public Connector {
 public:
  explicit HttpConnector(const Upstream& upstream) : hub_(upstream.address), client_(upstream.address) {
    client_.set_connection_timeout(connect_limit);
    client_.set_read_timeout(silence_limit);
    client_.set_write_timeout(silence_limit);
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
    if (!upstream.token.empty()) client_.set_bearer_token_auth(upstream.token);
  }

  Result<PushReply> push(const Push& push) override { return ask("/v1/push", to_json(push), parse_push_reply); }

  Result<Changes> pull(const WriterId& asking, const PullPosition& position) override {
    return ask("/v1/pull", to_json(PullRequest{asking, position}), parse_changes);
  }

  void cancel() override {
    cancelled_ = true;
    client_.stop();
  }

 private:
  template <class Answer>
  Result<Answer> ask(const char* path, std::string body, Result<Answer> (*parse)(std::string_view)) {
    auto text = send(path, std::move(body));
    if (!text) return text.error();
    auto answer = parse(*text);
    if (answer) return answer;
    const Error& wrong = answer.error();
    if (wrong.kind == ErrorKind::newer_version) return Error{wrong.kind, hub_, wrong.message};
    return unreachable(hub_,
                       "what answers there is no hub, or a broken one (" + printable(wrong.sentence(), 200) + ")");
  }

  Result<std::string> send(const char* path, std::string body) {
    std::string answer;
    const auto deadline = std::chrono::steady_clock::now() + total_limit;
    httplib::Request request;
    request.method = "POST";
    request.path = path;
    request.body = std::move(body);
    request.set_header("Content-Type", "application/json");
    request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
      const bool fits = answer.size() + size <= max_message && std::chrono::steady_clock::now() < deadline;
      if (fits) answer.append(data, size);
      return fits && !cancelled_;
    };
    if (cancelled_) return unreachable(hub_, "the sync was stopped");
    try {
      const auto result = client_.send(request);
      if (!result) return error_of(hub_, result.error());
      if (result->status != 200) return error_of(hub_, result->status, answer);
      return answer;
    } catch (const std::exception& problem) {
      return unreachable(hub_, std::string("the hub cannot be talked to (") + problem.what() + ")");
    }
  }

  std::string hub_;
  httplib::Client client_;
  std::atomic<bool> cancelled_{false};
};

// SCHEME://HOST[:PORT], and nothing after it.
bool is_address(std::string_view address) {
  const auto host = address.substr(address.find("//") + 2);
  const auto colon = host.rfind(':');
  const auto port = colon == std::string_view::npos || host.ends_with(']') ? "80" : host.substr(colon + 1);
  const bool good_port = is_digits(port) && !port.empty() && port.size() <= 5 && std::stoi(std::string(port)) <= 65535;
  return good_port && colon != 0 && !host.empty() && host.find_first_of("/?#@ \t\r\n") == std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<Connector>> make_http_connector(const Upstream& upstream) {
  Upstream trimmed = upstream;
  if (trimmed.address.ends_with('/')) trimmed.address.pop_back();
  if (!is_address(trimmed.address)) {
    return Error{ErrorKind::bad_input, printable(upstream.address),
                 "is no address of a hub; one looks like http://hub.local:8470"};
  }
  return std::unique_ptr<Connector>(std::make_unique<HttpConnector>(trimmed));
}

}  // namespace dockhand
