#include "sync/http/http_server.h"

#include <sys/resource.h>

#include <boost/asio/post.hpp>

#include "sync/http/http_connection.h"

namespace dockhand {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using boost::system::error_code;

constexpr std::chrono::milliseconds sweep_every{200};
constexpr rlim_t other_files = 64;  // files that the process needs beside its connections

// So that the limit of connections, not the system's default of 1,024 files, is what counts.
std::size_t allow_connections(std::size_t wanted) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
  files.rlim_cur = std::max(files.rlim_cur, std::min<rlim_t>(files.rlim_max, wanted + other_files));
  setrlimit(RLIMIT_NOFILE, &files);
  const std::size_t allowed = files.rlim_cur > other_files ? files.rlim_cur - other_files : 1;
  return std::min(wanted, allowed);
}

}  // namespace

Status HttpCore::listen(const std::string& host, int wanted) {
  limits.connections = allow_connections(limits.connections);
  error_code problem;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(host, std::to_string(wanted), tcp::resolver::passive, problem);
  if (!problem) {
    const tcp::endpoint where = found.begin()->endpoint();
    acceptor.open(where.protocol(), problem);
    if (!problem) acceptor.set_option(tcp::acceptor::reuse_address(true), problem);
    if (!problem) acceptor.bind(where, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
  }
  if (!problem) port = acceptor.local_endpoint(problem).port();
  if (!problem) return Done{};
  return Error{ErrorKind::network, host + ":" + std::to_string(wanted),
               "the hub cannot listen there: the port is taken, or the address is not this machine's"};
}

Status HttpCore::secure(const TlsFiles& files) {
  tls.emplace(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_3_VERSION);
  SSL_CTX_set_mode(tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);  // what an idle connection holds
  error_code problem;
  tls->use_certificate_chain_file(files.certificate.string(), problem);
  if (problem) return Error{ErrorKind::bad_input, files.certificate.string(), "is no certificate that can be used"};
  tls->use_private_key_file(files.key.string(), asio::ssl::context::pem, problem);
  if (problem) return Error{ErrorKind::bad_input, files.key.string(), "is no key of the certificate"};
  return Done{};
}

void HttpCore::accept() {
  acceptor.async_accept([this](error_code problem, tcp::socket socket) {
    if (stopping) return;
    if (!problem) {
      take_in(std::move(socket));
      return accept();
    }
    make_room(idle);  // the process may open no more files: an idle connection is closed for it
    pause.expires_after(sweep_every);
    pause.async_wait([this](error_code) {
      if (!stopping) accept();
    });
  });
}

// The one that has been idle longest goes. False: none is idle.
bool HttpCore::make_room(std::list<HttpConnection*>& where) {
  if (where.empty()) return false;
  count(&HttpCounts::evicted);
  where.front()->close();
  return true;
}

void HttpCore::take_in(tcp::socket socket) {
  error_code problem;
  const auto from = socket.remote_endpoint(problem).address();
  if (problem) return;
  const auto known = peers.find(from);
  const bool many_of_it = known != peers.end() && known->second.connections >= limits.from_one_address;
  if (many_of_it && !make_room(known->second.idle)) return count(&HttpCounts::evicted);
  if (connections.size() >= limits.connections && !make_room(idle)) return count(&HttpCounts::evicted);
  socket.set_option(tcp::no_delay(true), problem);
  const auto peer = peers.try_emplace(from).first;
  const auto connection = std::make_shared<HttpConnection>(*this, std::move(socket), peer);
  connection->in_all = connections.insert(connections.end(), connection);
  {
    const std::lock_guard lock(mutex);
    ++counts.accepted;
    counts.connections = connections.size();
  }
  connection->begin();
}

// One look at all deadlines costs less than a timer for each connection.
void HttpCore::sweep() {
  sweeper.expires_after(sweep_every);
  sweeper.async_wait([this](error_code problem) {
    if (problem) return;
    const auto now = Clock::now();
    if (now >= stop_at) return io.stop();
    for (auto next = connections.begin(); next != connections.end();) {
      const auto connection = *next++;
      if (!connection->overdue(now)) continue;
      count(&HttpCounts::overdue);
      connection->close();
    }
    sweep();
  });
}

void HttpCore::serve() {
  const auto guard = asio::make_work_guard(io);
  while (!io.stopped()) {
    try {
      io.run();
    } catch (const std::exception&) {
      // There is no more memory: the connection to which it happened is closed when its time is over.
    }
  }
}

void HttpCore::work() {
  for (auto taken = waiting.wait(1); !taken.empty(); taken = waiting.wait(1)) {
    Work& one = taken.front();
    try {
      service.answer(std::move(one.request), one.reply);
    } catch (const std::exception&) {
      one.reply(service.failure(500));
    }
  }
}

void HttpCore::stop() {
  stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  for (auto next = connections.begin(); next != connections.end();) {
    const auto connection = *next++;
    if (!connection->being_answered()) connection->close();
  }
}

void HttpCore::stop_when_answered() {
  stop_at = Clock::now() + limits.stop_within;
  if (connections.empty()) io.stop();
}

HttpServer::HttpServer(std::shared_ptr<HttpCore> core) : core_(std::move(core)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const std::string& host, int port, HttpService& service,
                                                      const HttpLimits& limits, const std::optional<TlsFiles>& tls) {
  auto core = std::make_shared<HttpCore>(service, limits);
  if (tls) {
    if (auto secured = core->secure(*tls); !secured) return secured.error();
  }
  if (auto listening = core->listen(host, port); !listening) return listening.error();
  core->accept();
  core->sweep();
  core->thread = std::thread([core = core.get()] { core->serve(); });
  for (int i = 0; i < limits.workers; ++i) core->workers.emplace_back([core = core.get()] { core->work(); });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(core)));
}

// What no worker has begun is answered with 503: its sender asks again.
HttpServer::~HttpServer() {
  HttpCore& core = *core_;
  asio::post(core.io, [&core] { core.stop(); });
  core.waiting.close();
  for (HttpCore::Work& one : core.waiting.take()) one.reply(core.service.failure(503));
  for (std::thread& worker : core.workers) worker.join();
  asio::post(core.io, [&core] { core.stop_when_answered(); });
  core.thread.join();
}

int HttpServer::port() const { return core_->port; }

HttpCounts HttpServer::counts() const {
  const std::lock_guard lock(core_->mutex);
  return core_->counts;
}

}  // namespace dockhand
