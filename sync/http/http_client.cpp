#include "sync/http/http_client.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>

#include "storage/model/codes.h"
#include "sync/http/certificate.h"
#include "sync/http/packing.h"

namespace dockhand {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using boost::system::error_code;

constexpr std::size_t piece = 64 << 10;  // bytes read at once
constexpr std::chrono::seconds longest_retry{300};

using Question = http::request<http::string_body>;
using AnswerParser = http::response_parser<http::string_body>;

// A connection, with or without TLS.
struct Line {
  Line(asio::io_context& io, asio::ssl::context& tls, bool secure) : socket(io) {
    if (secure) over_tls.emplace(socket, tls);
  }
  tcp::socket socket;
  std::optional<asio::ssl::stream<tcp::socket&>> over_tls;
  beast::flat_buffer buffer{piece};
  bool used = false;  // it has answered before, so the other side may have closed it meanwhile

  template <class Work>
  void on_stream(Work work) {
    if (over_tls) return work(*over_tls);
    work(socket);
  }
};

Error problem_at(const HttpAddress& address, std::string what) {
  return Error{ErrorKind::network,
               std::string(address.secure ? "https://" : "http://") + address.host + ":" + address.port,
               std::move(what)};
}

std::chrono::seconds retry_after(std::string_view text) {
  if (text.empty() || text.size() > 6 || !is_digits(text)) return std::chrono::seconds{0};
  return std::min(std::chrono::seconds(std::stoi(std::string(text))), longest_retry);
}

}  // namespace

struct HttpClient::State {
  State(HttpAddress its_address, HttpPatience its_patience, std::string its_name)
      : address(std::move(its_address)), patience(its_patience), who(std::move(its_name)) {
    error_code ignored;
    tls.set_default_verify_paths(ignored);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_3_VERSION);
    tls.set_verify_mode(address.pin.empty() ? asio::ssl::verify_peer : asio::ssl::verify_none);
  }

  const HttpAddress address;
  const HttpPatience patience;
  const std::string who;
  asio::io_context io{1};
  asio::ssl::context tls{asio::ssl::context::tls_client};
  std::optional<Line> line;
  std::atomic<bool> cancelled{false};
  Clock::time_point whole;  // the question under way has to be answered by then

  template <class Start>
  error_code wait(std::chrono::milliseconds time, Start start);
  Status connect();
  Status shake_hands();
  std::string why_not_secure(const error_code& code);
  bool shows_pinned_key();
  Status send(const Question& question);
  Result<HttpAnswer> receive(const Question& question);
  Result<HttpAnswer> ask(const Question& question, bool& stale);
  Result<HttpAnswer> ask_once_more(Question& question, const HttpHeaders& headers);
  Error problem(const error_code& code, const std::string& otherwise) const;
  Error is_another(const std::string& why) const {
    return problem_at(address, "what answers there is not " + who + ": " + why);
  }
};

// Starts an operation and runs it to its end, or until its time is over or the client is cancelled.
template <class Start>
error_code HttpClient::State::wait(std::chrono::milliseconds time, Start start) {
  std::optional<error_code> done;
  const auto deadline = std::min(Clock::now() + time, whole);
  start([&done](error_code code, const auto&...) { done = code; });
  io.restart();
  while (!done && !cancelled && Clock::now() < deadline) io.run_one_until(deadline);
  if (done) return *done;
  error_code ignored;
  if (line) line->socket.close(ignored);
  while (!done && io.run_one() > 0) {}
  return cancelled ? asio::error::operation_aborted : asio::error::timed_out;
}

Error HttpClient::State::problem(const error_code& code, const std::string& otherwise) const {
  if (cancelled) return problem_at(address, "asking " + who + " was stopped");
  if (code == http::error::body_limit || code == http::error::header_limit || code == http::error::buffer_overflow) {
    return is_another("the answer is too large");
  }
  const bool broke_off = code == http::error::end_of_stream || code == http::error::partial_message;
  if (code.category() == http::make_error_code(http::error::body_limit).category() && !broke_off) {
    return is_another("it does not speak HTTP");
  }
  return problem_at(address, otherwise);
}

Status HttpClient::State::connect() {
  line.emplace(io, tls, address.secure);
  tcp::resolver resolver(io);
  tcp::resolver::results_type found;
  const std::string unreachable = who + " cannot be reached: is it running, and is the network there?";
  const error_code resolved = wait(patience.silence, [&](auto then) {
    resolver.async_resolve(address.host, address.port,
                           [&found, then](error_code code, tcp::resolver::results_type all) mutable {
                             found = std::move(all);
                             then(code);
                           });
  });
  if (resolved) return problem(resolved, unreachable);
  const error_code connected =
      wait(patience.connect, [&](auto then) { asio::async_connect(line->socket, found, then); });
  if (connected == asio::error::timed_out) return problem(connected, who + " cannot be reached: no answer within 3 s");
  if (connected) return problem(connected, unreachable);
  error_code ignored;
  line->socket.set_option(tcp::no_delay(true), ignored);
  return address.secure ? shake_hands() : Status(Done{});
}

Status HttpClient::State::shake_hands() {
  SSL_set_tlsext_host_name(line->over_tls->native_handle(), address.host.c_str());
  if (address.pin.empty()) line->over_tls->set_verify_callback(asio::ssl::host_name_verification(address.host));
  const error_code done =
      wait(patience.silence, [&](auto then) { line->over_tls->async_handshake(asio::ssl::stream_base::client, then); });
  if (done) return problem(done, why_not_secure(done));
  if (address.pin.empty() || shows_pinned_key()) return Done{};
  return problem_at(address, "this is not the hub at which the terminal has enrolled: its certificate is another one");
}

// A certificate is at fault only when one was seen.
std::string HttpClient::State::why_not_secure(const error_code& code) {
  if (code == asio::error::timed_out) return who + " does not answer, although something listens there";
  const long verdict = SSL_get_verify_result(line->over_tls->native_handle());
  const bool of_tls = code.category() == asio::error::get_ssl_category();
  if (of_tls && ERR_GET_REASON(static_cast<unsigned long>(code.value())) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    return "no secure connection: the certificate of " + who + " was not accepted (" +
           X509_verify_cert_error_string(verdict) + ")";
  }
  return "no secure connection: " + who + " broke it off, or does not speak TLS 1.3 there";
}

// The handshake has shown that the other side has the key of the certificate that it sent.
bool HttpClient::State::shows_pinned_key() {
  const std::unique_ptr<X509, decltype(&X509_free)> shown(SSL_get1_peer_certificate(line->over_tls->native_handle()),
                                                          X509_free);
  return shown != nullptr && pin_of(*shown) == address.pin;
}

Status HttpClient::State::send(const Question& question) {
  http::request_serializer<http::string_body> serializer(question);
  while (!serializer.is_done()) {
    const error_code sent = wait(patience.silence, [&](auto then) {
      line->on_stream([&](auto& stream) { http::async_write_some(stream, serializer, then); });
    });
    if (sent) return problem(sent, who + " stopped listening while it was being told");
  }
  return Done{};
}

Result<HttpAnswer> HttpClient::State::receive(const Question& question) {
  const bool unpacks = takes_packed(std::string(question[http::field::accept_encoding]));
  AnswerParser parser;
  parser.header_limit(static_cast<std::uint32_t>(patience.header));
  parser.body_limit(patience.body);
  auto limit = patience.header_within;
  while (!parser.is_done()) {
    const bool head = !parser.is_header_done();
    const error_code got = wait(limit, [&](auto then) {
      line->on_stream([&](auto& stream) {
        head ? http::async_read_header(stream, line->buffer, parser, then)
             : http::async_read_some(stream, line->buffer, parser, then);
      });
    });
    if (got) return problem(got, who + " did not answer in time, or broke off");
    limit = patience.silence;
    const auto encoding = parser.get()[http::field::content_encoding];
    const bool plain = encoding.empty() || beast::iequals(encoding, "identity");
    const bool welcome = plain || (unpacks && encoding == beast::string_view(packing.data(), packing.size()));
    if (!welcome) return is_another("the answer is packed");
  }
  auto message = parser.release();
  HttpAnswer answer{static_cast<int>(message.result_int()),
                    std::move(message.body()),
                    {},
                    retry_after(std::string(message[http::field::retry_after])),
                    std::string(message[http::field::content_encoding])};
  line->used = true;
  if (!message.keep_alive()) line.reset();
  return answer;
}

// `stale` says that the connection had been used before, and was gone before anything came of the question. An answer
// may be there although not all of the question was taken: then it is a refusal.
Result<HttpAnswer> HttpClient::State::ask(const Question& question, bool& stale) {
  if (!line) {
    if (auto connected = connect(); !connected) return connected.error();
  }
  const bool used = line->used;
  const Status sent = send(question);
  if (!sent && (cancelled || !line->socket.is_open())) return sent.error();
  auto answer = receive(question);
  stale = used && !answer && line->buffer.size() == 0 && line->socket.is_open();
  if (!sent && !answer) return sent.error();
  return answer;
}

// A connection that was kept may be gone by now: then the question is asked on a new one.
Result<HttpAnswer> HttpClient::State::ask_once_more(Question& question, const HttpHeaders& headers) {
  whole = Clock::now() + patience.answer_within;
  question.set(http::field::host, address.host);
  for (const auto& [name, value] : headers) question.set(name, value);
  question.prepare_payload();
  try {
    bool stale = false;
    auto answer = ask(question, stale);
    if (!answer) line.reset();
    if (stale) answer = ask(question, stale);
    if (!answer) line.reset();
    return answer;
  } catch (const std::exception& problem) {
    line.reset();
    return problem_at(address, who + " cannot be talked to (" + problem.what() + ")");
  }
}

HttpClient::HttpClient(HttpAddress address, HttpPatience patience, std::string who)
    : state_(std::make_unique<State>(std::move(address), patience, std::move(who))) {}
HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::post(const std::string& path, std::string body, const std::string& token) {
  HttpHeaders headers;
  if (!token.empty()) headers.emplace_back("Authorization", "Bearer " + token);
  return post(path, std::move(body), headers);
}

Result<HttpAnswer> HttpClient::post(const std::string& path, std::string body, const HttpHeaders& headers) {
  Question question{http::verb::post, path, 11};
  question.set(http::field::content_type, "application/json");
  question.body() = std::move(body);
  return state_->ask_once_more(question, headers);
}

Result<HttpAnswer> HttpClient::get(const std::string& path, const HttpHeaders& headers) {
  Question question{http::verb::get, path, 11};
  return state_->ask_once_more(question, headers);
}

void HttpClient::cancel() {
  state_->cancelled = true;
  asio::post(state_->io, [] {});  // wakes the thread that waits
}

Result<HttpAddress> parse_http_address(std::string_view text) {
  const Error wrong{ErrorKind::bad_input, printable(text), "is no address; one looks like http://hub.local:8470"};
  HttpAddress address;
  address.secure = text.starts_with("https://");
  if (!address.secure && !text.starts_with("http://")) return wrong;
  text.remove_prefix(text.find("//") + 2);
  if (text.ends_with('/')) text.remove_suffix(1);
  if (text.find_first_of("/?#@ \t\r\n") != std::string_view::npos) return wrong;
  const auto colon = text.rfind(':');
  const bool named = colon != std::string_view::npos && !text.ends_with(']');
  address.port = address.secure ? "443" : "80";
  if (named) address.port = text.substr(colon + 1);
  auto host = named ? text.substr(0, colon) : text;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  address.host = host;
  const bool good_port =
      !address.port.empty() && address.port.size() <= 5 && is_digits(address.port) && std::stoi(address.port) <= 65535;
  if (!good_port || address.host.empty()) return wrong;
  return address;
}

Result<HubAddress> parse_hub_address(std::string_view text) {
  constexpr std::string_view of_sites = "/v1/sites/";
  if (text.ends_with('/')) text.remove_suffix(1);
  const std::size_t site = std::min(text.find(of_sites), text.size());
  const std::string_view name = text.substr(std::min(site + of_sites.size(), text.size()));
  auto server = parse_http_address(text.substr(0, site));
  if (!server) return server.error();
  if (name.find_first_of("/?#@ \t\r\n%") != std::string_view::npos || (name.empty() && site < text.size())) {
    return Error{ErrorKind::bad_input, printable(text),
                 "is no address of a site; one looks like http://hub.local:8470/v1/sites/berlin"};
  }
  return HubAddress{*std::move(server), std::string(text.substr(site))};
}

}  // namespace dockhand
