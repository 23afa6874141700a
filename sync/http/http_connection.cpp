#include "sync/http/http_connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace dockhand {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using boost::system::error_code;

constexpr std::size_t http_first_piece = 512;               // bytes of a request that are read to see that there is one
constexpr std::chrono::milliseconds goodbye_within{2'000};  // so long may the other side take to read an answer that
                                                            // refuses it

}  // namespace

// Who shakes hands slowly counts as idle: it is the first to go when room is needed.
void HttpConnection::begin() {
  if (!stream_.secure()) return rest();
  count_as_idle();
  due_in(core_.limits.header_within);
  stream_.async_shake_hands([self = shared_from_this()](error_code problem) {
    if (self->closed_) return;
    if (problem) return self->close();
    self->not_idle();
    self->rest();
  });
}

// Between two requests nothing is held but the socket, and what TLS keeps.
void HttpConnection::rest() {
  parser_.reset();
  buffer_.shrink_to_fit();
  whole_ = Clock::time_point::max();
  due_in(core_.limits.idle);
  count_as_idle();
  if (buffer_.size() > 0) return read_header();
  wait_for_more();
}

// Under TLS the next request may be read already where the socket does not tell of it, hence a small read.
void HttpConnection::wait_for_more() {
  if (stream_.secure()) {
    return stream_.async_read_some(buffer_.prepare(http_first_piece),
                                   [self = shared_from_this()](error_code problem, std::size_t size) {
                                     if (self->closed_) return;
                                     if (problem) return self->close();
                                     self->buffer_.commit(size);
                                     self->read_header();
                                   });
  }
  stream_.socket().async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code problem) {
    if (!problem && !self->closed_) self->read_header();
  });
}

void HttpConnection::count_as_idle() {
  in_idle_ = core_.idle.insert(core_.idle.end(), this);
  in_peers_idle_ = peer_->second.idle.insert(peer_->second.idle.end(), this);
  idle_ = true;
}

void HttpConnection::not_idle() {
  if (!idle_) return;
  core_.idle.erase(in_idle_);
  peer_->second.idle.erase(in_peers_idle_);
  idle_ = false;
}

// A connection that sends its header byte by byte counts as idle: it is the first to go when room is needed.
void HttpConnection::read_header() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(core_.limits.header));
  parser_->body_limit(core_.limits.body);
  parser_->get().body().take = [this](std::size_t bytes) { return take(bytes); };
  whole_ = Clock::now() + core_.limits.request_within;
  due_in(core_.limits.header_within);
  http::async_read_header(stream_, buffer_, *parser_, then([this](error_code problem) { on_header(problem); }));
}

void HttpConnection::on_header(error_code problem) {
  if (closed_) return;
  not_idle();
  if (problem) return fail(problem);
  auto& message = parser_->get();
  const std::string target(message.target());
  const auto end = target.find('?');
  head_ = HttpHead{std::string(message.method_string()),
                   target.substr(0, end),
                   std::string(message[http::field::authorization]),
                   std::string(message[http::field::content_encoding]),
                   peer_->first.to_string(),
                   end == std::string::npos ? "" : target.substr(end + 1),
                   std::string(message[http::field::content_type]),
                   std::string(message[http::field::accept_encoding]),
                   std::string(message[hub_header])};
  Admission admission = core_.service.admit(head_);
  if (admission.refusal) return send(std::move(*admission.refusal), !parser_->is_done() || !message.keep_alive());
  if (parser_->content_length().value_or(0) > admission.max_body) return fail(http::error::body_limit);
  if (!parser_->is_done()) parser_->body_limit(admission.max_body);
  if (beast::iequals(message[http::field::expect], "100-continue")) return welcome();
  read_body();
}

void HttpConnection::welcome() {
  static const std::string words = "HTTP/1.1 100 Continue\r\n\r\n";
  due_in(core_.limits.silence);
  asio::async_write(stream_, asio::buffer(words), then([this](error_code problem) {
                      if (closed_) return;
                      if (problem) return close();
                      read_body();
                    }));
}

void HttpConnection::read_body() {
  if (parser_->is_done()) return dispatch();
  due_in(core_.limits.silence);
  http::async_read_some(stream_, buffer_, *parser_, then([this](error_code problem) {
                          if (closed_) return;
                          if (problem) return fail(problem);
                          read_body();
                        }));
}

// An answer takes memory too, so that nothing more is begun while others hold half of it.
void HttpConnection::dispatch() {
  HttpRequest request{std::move(head_), std::move(parser_->get().body().text)};
  core_.count(&HttpCounts::bytes_in, request.body.size());
  auto reply = [core = core_.shared_from_this(), self = shared_from_this()](HttpAnswer answer) {
    asio::post(core->io, [self, answer = std::move(answer)]() mutable { self->reply(std::move(answer)); });
  };
  const bool room = core_.held - held_ <= core_.limits.memory / 2;
  busy_ = room && core_.waiting.offer({std::move(request), std::move(reply)});
  if (busy_) {
    deadline_ = Clock::time_point::max();  // the ledger takes the time that it needs
    return;
  }
  full_ = true;
  fail(http::error::body_limit);
}

void HttpConnection::reply(HttpAnswer answer) {
  if (closed_ || !busy_) return;
  busy_ = false;
  whole_ = Clock::now() + core_.limits.request_within;
  send(std::move(answer), core_.stopping || !parser_->get().keep_alive());
}

void HttpConnection::send(HttpAnswer answer, bool last) {
  last_ = last;
  held_ += answer.body.size();
  core_.held += answer.body.size();
  peer_->second.held += answer.body.size();
  {
    const std::lock_guard lock(core_.mutex);
    ++core_.counts.answers[answer.status];
    core_.counts.bytes_out += answer.body.size();
    core_.counts.held_bytes = core_.held;
  }
  response_.emplace(static_cast<http::status>(answer.status), 11);
  response_->set(http::field::content_type, answer.type);
  if (!answer.encoding.empty()) response_->set(http::field::content_encoding, answer.encoding);
  if (answer.retry_after.count() > 0)
    response_->set(http::field::retry_after, std::to_string(answer.retry_after.count()));
  if (!answer.allow.empty()) response_->set(http::field::allow, answer.allow);
  response_->keep_alive(!last);
  response_->body() = std::move(answer.body);
  response_->prepare_payload();
  // Its length is said all the same.
  if (parser_->is_header_done() && parser_->get().method() == http::verb::head) response_->body().clear();
  serializer_.emplace(*response_);
  write();
}

void HttpConnection::write() {
  due_in(core_.limits.silence);
  http::async_write_some(stream_, *serializer_, then([this](error_code problem) {
                           if (closed_) return;
                           if (problem) return close();
                           if (serializer_->is_done()) return written();
                           write();
                         }));
}

void HttpConnection::written() {
  serializer_.reset();
  response_.reset();
  give_back();
  // A server that has begun to stop meanwhile has let this one finish, and takes nothing more from it.
  if (!last_) return core_.stopping ? close() : rest();
  if (parser_->is_done()) return close();
  say_goodbye();
}

// What the other side still sends is thrown away for a moment: were the connection closed at once, the system would
// take the answer back from it.
void HttpConnection::say_goodbye() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  whole_ = std::min(whole_, Clock::now() + goodbye_within);
  due_in(goodbye_within);
  buffer_.clear();
  stream_.socket().async_read_some(buffer_.prepare(http_piece), then([this](error_code problem) {
                                     if (closed_) return;
                                     if (problem) return close();
                                     say_goodbye();
                                   }));
}

// Reading has failed. The other side is told what is wrong, if it can be told anything.
void HttpConnection::fail(error_code problem) {
  static const auto& ours = http::make_error_code(http::error::body_limit).category();
  const bool left = problem == http::error::end_of_stream || problem == http::error::partial_message;
  if (problem.category() != ours || left) return close();
  int status = 400;
  if (problem == http::error::body_limit) status = full_ ? 503 : 413;
  if (problem == http::error::header_limit || problem == http::error::buffer_overflow) status = 431;
  if (full_) core_.count(&HttpCounts::overloaded);
  parser_->get().body().text = {};
  give_back();
  send(core_.service.failure(status), true);
}

bool HttpConnection::take(std::size_t bytes) {
  const std::size_t most = core_.limits.memory;
  full_ = core_.held + bytes > most || (peer_->second.held + bytes > most / 2 && peer_->second.held > held_);
  if (full_) return false;
  held_ += bytes;
  core_.held += bytes;
  peer_->second.held += bytes;
  return true;
}

void HttpConnection::give_back() {
  core_.held -= held_;
  peer_->second.held -= held_;
  held_ = 0;
  full_ = false;
}

void HttpConnection::close() {
  if (closed_) return;
  closed_ = true;
  const auto self = shared_from_this();
  error_code ignored;
  stream_.socket().close(ignored);
  not_idle();
  give_back();
  if (--peer_->second.connections == 0) core_.peers.erase(peer_);
  core_.connections.erase(in_all);
  const bool last_of_all = core_.stop_at != Clock::time_point::max() && core_.connections.empty();
  if (last_of_all) core_.io.stop();
  const std::lock_guard lock(core_.mutex);
  core_.counts.connections = core_.connections.size();
  core_.counts.held_bytes = core_.held;
}

}  // namespace dockhand
