// The client's side of HTTP: it asks one question at a time, each with a bound on time and memory.
//
// Decides: how long to wait for a connection, a header, a silence and a whole answer, that a redirection is not
// followed and a packed answer refused unless the question wanted one, and what a failure is called. Leaves to others:
// what is asked and what a status means (sync/http_connector.cpp).
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/model/result.h"
#include "sync/http/http_service.h"

namespace dockhand {

struct HttpAddress {
  bool secure = false;  // over TLS, with the other side's certificate checked
  std::string host;
  std::string port;
  std::string pin{};  // the pin of the one certificate that is right (sync/http/certificate.h); empty: any valid one is
                      // right
};
// Reads "http://hub.local:8470" or "https://[::1]".
Result<HttpAddress> parse_http_address(std::string_view text);

// The address of one site of a hub that has several.
struct HubAddress {
  HttpAddress server;
  std::string site{};  // such as "/v1/sites/berlin"; empty: the hub's first site

  // Returns the path at which the site is asked for "/v1/push".
  std::string at(const std::string& path) const { return site.empty() ? path : site + path.substr(3); }
};
// Reads the same, or "http://hub.local:8470/v1/sites/berlin".
Result<HubAddress> parse_hub_address(std::string_view text);

struct HttpPatience {
  std::size_t header = 16 << 10;                     // bytes
  std::size_t body = 80 << 20;                       // bytes
  std::chrono::milliseconds connect{3'000};          // it is also for a handshake
  std::chrono::milliseconds header_within{30'000};   // from the question's last byte
  std::chrono::milliseconds silence{10'000};         // between two pieces
  std::chrono::milliseconds answer_within{120'000};  // for the whole answer, however steadily its bytes come
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

class HttpClient {
 public:
  // `who` is the other side, as failures are told: "the hub cannot be reached".
  explicit HttpClient(HttpAddress address, HttpPatience patience = {}, std::string who = "the hub");
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Only one thread at a time may call it. An Error is of kind network: nothing is known of what the other side did.
  // `token` may be empty. The connection is kept for the next question.
  Result<HttpAnswer> post(const std::string& path, std::string body, const std::string& token);
  // Does the same with headers of its own in place of a token.
  Result<HttpAnswer> post(const std::string& path, std::string body, const HttpHeaders& headers);
  // Does the same with a question that has no body.
  Result<HttpAnswer> get(const std::string& path, const HttpHeaders& headers);
  // May be called on any thread. The question that is under way ends soon, and every later one at once, with an Error.
  void cancel();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
