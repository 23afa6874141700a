// A small HTTP server for many connections that mostly say nothing.
//
// Decides: how many connections there may be, in all and from one address; how long a header, a body and a whole
// request may take; how much memory all requests and answers together may hold; and that work is done by a few threads
// while one thread does all reading and writing, so that an idle or a dripping connection costs a kilobyte or two.
// Leaves to others: what an address means and who may ask (HttpService), what a message is (sync/protocol.h).
//
// Boost.Beast parses and Boost.Asio waits. Debian has both as headers, their limits are part of their design
// (header_limit, body_limit), and they do not block a thread for each connection, as the library did that was used
// before. Only the .cpp files of this folder include them, because they take long to compile.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "storage/model/result.h"
#include "sync/http/certificate.h"
#include "sync/http/http_service.h"

namespace dockhand {

struct HttpCore;  // is defined in sync/http/http_connection.h

class HttpServer {
 public:
  // Serves when it returns, over TLS 1.3 with these files. Port 0 takes any free one. The service must outlive the
  // server.
  static Result<std::unique_ptr<HttpServer>> start(const std::string& host, int port, HttpService& service,
                                                   const HttpLimits& limits = {},
                                                   const std::optional<TlsFiles>& tls = {});
  // Takes no more requests, waits within the limit for those that a worker has begun, and closes.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const;
  HttpCounts counts() const;  // may be called on any thread

 private:
  explicit HttpServer(std::shared_ptr<HttpCore> core);
  std::shared_ptr<HttpCore> core_;
};

}  // namespace dockhand
