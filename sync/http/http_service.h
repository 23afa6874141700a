// The interface between an HTTP server and the program that answers for it.
//
// Decides: the form of a request and an answer, and the bounds that a server keeps. Leaves to others: keeping them
// (sync/http/http_server.h), and what an address means.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace dockhand {

inline constexpr const char* hub_header = "Dockhand-Hub";

struct HttpHead {
  std::string method;         // such as "POST"
  std::string path;           // without what follows a '?'
  std::string authorization;  // the header of that name; empty when there is none
  std::string encoding;       // how the body is packed: the header Content-Encoding
  std::string from;           // the address of the other side
  std::string query{};        // what follows the '?'
  std::string type{};         // the header Content-Type
  std::string accepts{};      // the header Accept-Encoding
  std::string hub{};          // the header Dockhand-Hub: which hub is meant; empty: whichever answers
};

struct HttpRequest {
  HttpHead head;
  std::string body;
};

struct HttpAnswer {
  int status = 200;
  std::string body;
  std::string type = "application/json";
  std::chrono::seconds retry_after{0};  // sent when it is not 0
  std::string encoding{};               // how the body is packed: the header Content-Encoding; empty: it is not packed
  std::string allow{};                  // the header Allow: which methods the address knows
};

// The decision before a byte of the body is read: an answer that refuses it, or how large the body may be.
struct Admission {
  std::optional<HttpAnswer> refusal;
  std::size_t max_body = 0;
};

class HttpService {
 public:
  using Reply = std::function<void(HttpAnswer)>;
  virtual ~HttpService() = default;

  // Is called on the thread that serves all connections, and must be quick.
  virtual Admission admit(const HttpHead& head) = 0;
  // A worker calls it. `reply` is called once, now or later, on any thread. When the server is gone, it does nothing.
  virtual void answer(HttpRequest request, Reply reply) = 0;
  // Returns what to say with a status that the server gives by itself: 400, 413, 431, 500 or 503.
  virtual HttpAnswer failure(int status) = 0;
};

struct HttpLimits {
  std::size_t connections = 16384;     // beyond it the one that has been idle longest makes room
  std::size_t from_one_address = 512;  // a site's terminals may share one address; the same rule within it
  std::size_t header = 8 << 10;        // bytes
  std::size_t body = 80 << 20;         // for the body of any request
  std::size_t memory = 128 << 20;      // bytes of bodies and answers, all together; half of it for one address
  std::size_t waiting = 1024;          // requests that wait for a worker
  int workers = 4;
  std::chrono::milliseconds idle{60'000};           // the pause between two requests, and before the first one
  std::chrono::milliseconds header_within{10'000};  // from the first byte of the request
  std::chrono::milliseconds silence{10'000};        // between two pieces of a body or of an answer that is taken
  std::chrono::milliseconds request_within{
      120'000};  // from its first byte to the answer's last, however steadily its bytes come
  std::chrono::milliseconds stop_within{3'000};  // for the answers that are under way
};

// What the server has counted since its start.
struct HttpCounts {
  std::size_t connections = 0;  // at present
  std::size_t held_bytes = 0;   // at present
  std::uint64_t accepted = 0;
  std::uint64_t evicted = 0;     // connections that were closed to make room
  std::uint64_t overdue = 0;     // closed because a deadline had passed
  std::uint64_t overloaded = 0;  // answered 503 by the server itself
  std::uint64_t bytes_in = 0;    // the bytes of bodies
  std::uint64_t bytes_out = 0;
  std::map<int, std::uint64_t> answers;  // for each status
};

}  // namespace dockhand
