// One connection of the server, and what all of them share.
//
// Decides: the steps from the first byte of a request to the last one of its answer, each with its deadline, and what
// each connection holds meanwhile. Leaves to others: accepting, the round that looks at the deadlines, and the workers
// (sync/http/http_server.cpp). Only those two files include it, because Beast takes long to compile.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/tools/mailbox.h"
#include "sync/http/certificate.h"
#include "sync/http/http_service.h"

namespace dockhand {

class HttpConnection;
inline constexpr std::size_t http_piece = 64 << 10;  // bytes read at once

// The address of one other side.
struct HttpPeer {
  std::size_t connections = 0;
  std::size_t held = 0;
  std::list<HttpConnection*> idle;  // the one that has been idle longest first
};
using HttpPeers = std::map<boost::asio::ip::address, HttpPeer>;

// The bytes of a connection, with or without TLS around them.
class HttpStream {
 public:
  using executor_type = boost::asio::ip::tcp::socket::executor_type;

  HttpStream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) tls_.emplace(socket_, *tls);
  }
  executor_type get_executor() { return socket_.get_executor(); }
  boost::asio::ip::tcp::socket& socket() { return socket_; }
  bool secure() const { return tls_.has_value(); }

  template <class Handler>
  void async_shake_hands(Handler&& handler) {
    tls_->async_handshake(boost::asio::ssl::stream_base::server, std::forward<Handler>(handler));
  }
  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    tls_ ? tls_->async_read_some(buffers, std::forward<Handler>(handler))
         : socket_.async_read_some(buffers, std::forward<Handler>(handler));
  }
  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    tls_ ? tls_->async_write_some(buffers, std::forward<Handler>(handler))
         : socket_.async_write_some(buffers, std::forward<Handler>(handler));
  }

 private:
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

// A body whose bytes are counted while it is read.
struct MeteredBody {
  struct value_type {
    std::string text;
    std::function<bool(std::size_t)> take;
  };
  class reader {
   public:
    template <bool request, class Fields>
    reader(boost::beast::http::header<request, Fields>&, value_type& body) : body_(body) {}
    // No memory is reserved for the length that is announced: a connection holds only what it has sent.
    void init(const boost::optional<std::uint64_t>&, boost::system::error_code& problem) { problem = {}; }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::system::error_code& problem) {
      const std::size_t size = boost::beast::buffer_bytes(buffers);
      problem = {};
      if (!body_.take(size)) {
        problem = boost::beast::http::error::body_limit;
        return 0;
      }
      for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
        body_.text.append(static_cast<const char*>(buffer.data()), buffer.size());
      }
      return size;
    }
    void finish(boost::system::error_code& problem) { problem = {}; }

   private:
    value_type& body_;
  };
};

// The state that all connections share. Everything belongs to the serving thread, except the counts and the workers'
// box.
struct HttpCore : std::enable_shared_from_this<HttpCore> {
  HttpCore(HttpService& its_service, const HttpLimits& its_limits) : service(its_service), limits(its_limits) {}

  struct Work {
    HttpRequest request;
    HttpService::Reply reply;
  };

  HttpService& service;
  HttpLimits limits;
  std::optional<boost::asio::ssl::context> tls;  // none: the connections are plain
  boost::asio::io_context io{1};
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::asio::steady_timer sweeper{io};
  boost::asio::steady_timer pause{io};  // the pause in accepting, when the process may open no more files
  Mailbox<Work> waiting{limits.waiting};
  std::vector<std::thread> workers;
  std::thread thread;
  int port = 0;
  bool stopping = false;
  std::chrono::steady_clock::time_point stop_at = std::chrono::steady_clock::time_point::max();

  std::list<std::shared_ptr<HttpConnection>> connections;
  HttpPeers peers;
  std::list<HttpConnection*> idle;  // idle connections of all addresses; the one that has been idle longest is first
  std::size_t held = 0;             // bytes of bodies and answers

  mutable std::mutex mutex;  // guards counts
  HttpCounts counts;

  Status listen(const std::string& host, int wanted);
  Status secure(const TlsFiles& files);
  void accept();
  void take_in(boost::asio::ip::tcp::socket socket);
  bool make_room(std::list<HttpConnection*>& where);
  void sweep();
  void serve();
  void work();
  void stop();
  void stop_when_answered();
  void count(std::uint64_t HttpCounts::*what, std::uint64_t more = 1) {
    const std::lock_guard lock(mutex);
    counts.*what += more;
  }
};

// One connection, from its first byte to its last. All calls are on the serving thread, except `reply`.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(HttpCore& core, boost::asio::ip::tcp::socket socket, HttpPeers::iterator peer)
      : core_(core), stream_(std::move(socket), core.tls ? &*core.tls : nullptr), peer_(peer) {
    ++peer_->second.connections;
  }

  std::list<std::shared_ptr<HttpConnection>>::iterator in_all;

  void begin();
  bool being_answered() const { return busy_ || serializer_.has_value(); }
  bool overdue(std::chrono::steady_clock::time_point now) const { return now >= deadline_; }
  void close();

 private:
  void rest();
  void wait_for_more();
  void count_as_idle();
  void not_idle();
  void read_header();
  void on_header(boost::system::error_code problem);
  void welcome();
  void read_body();
  void dispatch();
  void reply(HttpAnswer answer);
  void send(HttpAnswer answer, bool last);
  void write();
  void written();
  void say_goodbye();
  void fail(boost::system::error_code problem);
  bool take(std::size_t bytes);
  void give_back();
  void due_in(std::chrono::milliseconds time) { deadline_ = std::min(std::chrono::steady_clock::now() + time, whole_); }
  template <class Function>
  auto then(Function function) {
    return [self = shared_from_this(), function](boost::system::error_code problem, std::size_t) { function(problem); };
  }

  HttpCore& core_;
  HttpStream stream_;
  HttpPeers::iterator peer_;
  boost::beast::flat_buffer buffer_{http_piece};
  HttpHead head_;
  std::optional<boost::beast::http::request_parser<MeteredBody>> parser_;
  std::optional<boost::beast::http::response<boost::beast::http::string_body>> response_;
  std::optional<boost::beast::http::response_serializer<boost::beast::http::string_body>> serializer_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  // the time by which the whole request has to be there
  std::chrono::steady_clock::time_point whole_ = std::chrono::steady_clock::time_point::max();
  std::size_t held_ = 0;
  std::list<HttpConnection*>::iterator in_idle_, in_peers_idle_;
  bool idle_ = false;
  bool busy_ = false;  // a worker has the request
  bool last_ = false;  // closes after the answer
  bool full_ = false;  // the memory of all is used up
  bool closed_ = false;
};

}  // namespace dockhand
