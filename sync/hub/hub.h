// The hub's server: many terminals, one ledger for each site.
//
// Decides: which site an address is of, and that one which is not open yet, or cannot be opened, is answered 503 with
// the reason while the others are served. Leaves to others: what is
// answered (sync/site/site_service.h), connections, their limits and deadlines (sync/http/http_server.h). A handful of
// threads read messages and wait for the ledger of their site.
//
// "/v1/sites/berlin/push" is "/v1/push" of the site berlin, and "/sites/berlin/healthz" its "/healthz". Without a
// site's name the first one is meant.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/http/certificate.h"
#include "sync/site/site_service.h"

namespace dockhand {

struct HubOptions {
  std::string host = "127.0.0.1";
  int port = 8470;                   // 0: any free port
  std::string token;                 // empty: none, which is allowed on loopback only
  std::filesystem::path database{};  // the database of the first site, for the office's lists; the file that says who
                                     // may ask lies beside it
  TerminalsBy terminals = TerminalsBy::token;
  std::optional<TlsFiles> tls{};         // none: plain HTTP, which is allowed on loopback
  std::optional<AnswerOffer> answers{};  // answers of customers by links in letters; none: there are no links
  bool plain_anywhere = false;           // plain HTTP is allowed everywhere, because somebody has said so

  bool on_loopback() const;
};

class Hub {
 public:
  // Listens when it returns. The answer of each site is 503 until it is served. The options hold for all of them.
  static Result<std::unique_ptr<Hub>> start(std::vector<HubSite> sites, const HubOptions& options, HubLog& log);
  // Starts with one site, which is served when it returns. The ledger was opened with LedgerRole::hub and belongs to
  // the hub from now on.
  static Result<std::unique_ptr<Hub>> start(std::unique_ptr<Ledger> ledger, const HubOptions& options, HubLog& log);
  // the same without a log
  static Result<std::unique_ptr<Hub>> start(std::unique_ptr<Ledger> ledger, const HubOptions& options);
  // Finishes the requests that are being answered, then closes.
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // Serves the site from now on, for as long as the hub lives. It is called once for each of its sites, on any thread.
  LedgerThread& serve(const std::string& site, std::unique_ptr<Ledger> ledger);

  // What is known of a site that is not served yet, and why it is not, for who asks; none: another hub owns it, or it
  // is not open yet. It may be called on any thread.
  void know(const HubSite& site, const std::optional<Error>& why_shut);

  // Whether the site's file is good, as far as it is known. Any thread may ask.
  Status fit(const std::string& site) const;
  // Somebody who works for the site has met this Error: see SiteService::met. Any thread may say so.
  void met(const std::string& site, const Error& error);

  // Takes effect with the next request. It may be called on any thread. An empty token is refused when the hub can be
  // reached from other machines.
  Status take_token(const std::string& token);

  int port() const;
  std::string address() const;  // such as "https://127.0.0.1:8470"
  LedgerThread& ledger();       // the thread of the first site, which is served

 private:
  struct State;
  explicit Hub(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Reads "127.0.0.1:8470", "[::1]:8470" or "hub.local:0".
Result<HubOptions> parse_listen(std::string_view text);

}  // namespace dockhand
