// A small HTTP server for many connections that mostly say nothing.
//
// Decides: how many connections there may be, in all and from one address; how long a header, a body and a whole
// request may take; how much memory all requests and answers together may hold; and that work is done by a few threads
// while one thread does all reading and writing, so that an idle or a dripping connection costs a kilobyte or two.
// Leaves to others: what an address means and who may ask (HttpService), what a message is (sync/protocol.h).
//
// Boost.Beast parses and Boost.Asio waits: both come with Debian as headers, are bounded by design (header_limit,
// body_limit) and do not block a thread for each connection, which is what stopped the library used before. They are
// seen in this folder's .cpp files alone, as they take long to compile.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "storage/model/result.h"
#include "sync/http/certificate.h"
#include "sync/http/http_service.h"

namespace dockhand {

struct HttpCore;  // sync/http/http_connection.h

class HttpServer {
 public:
  // Serves when it returns, over TLS 1.3 with these files. Port 0 takes any free one. The service outlives the server.
  static Result<std::unique_ptr<HttpServer>> start(const std::string& host, int port, HttpService& service,
                                                   const HttpLimits& limits = {},
                                                   const std::optional<TlsFiles>& tls = {});
  // Takes no more requests, lets those that a worker has begun finish within the limit, and closes.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const;
  HttpCounts counts() const;  // any thread

 private:
  explicit HttpServer(std::shared_ptr<HttpCore> core);
  std::shared_ptr<HttpCore> core_;
};

}  // namespace dockhand
