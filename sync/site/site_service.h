// One site's addresses: what each means, and whom it is for.
//
// Decides: which requests are answered, and that a push is answered only after its commit. Leaves to others: which site
// is meant (sync/hub/hub.h), who may ask (sync/site/gate.h), what the messages are (sync/protocol.h), what they do
// (storage/ledger/ledger.h). One ledger thread does all the ledger's work in the order of arrival.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "storage/ledger/ledger_thread.h"
#include "sync/http/http_service.h"
#include "sync/hub_log.h"
#include "sync/site/answer_page.h"
#include "sync/site/gate.h"
#include "sync/site/people_desk.h"

namespace dockhand {

struct HubSite {
  std::string name = "main";
  std::filesystem::path database{};  // for the office's lists
  std::string token{};               // empty: none, which is allowed on loopback only
  TerminalsBy terminals = TerminalsBy::token;
  std::optional<AnswerOffer> answers{};      // answers of customers by links in letters; none: there are no links
  std::shared_ptr<AccessRegister> access{};  // who may ask; none: what lies beside the database
  std::shared_ptr<PeopleDesk> people{};      // who works here; none: terminals are not told
  bool shared = false;                       // a store holds the site, so that another hub may own it
  std::optional<Error> shut{};               // why the site cannot be served, until the hub is started again
};

class SiteService : public HttpService {
 public:
  // The ledger is that of a hub, or of one that follows, and belongs to the site from now on. While it follows, what
  // would write is answered 503. `counts` returns those of the server.
  static std::unique_ptr<SiteService> of(std::unique_ptr<Ledger> ledger, const HubSite& site, HubLog& log,
                                         std::function<HttpCounts()> counts);
  virtual LedgerThread& books() = 0;
  // Takes effect with the next request. It may be called on any thread.
  virtual void take_token(const std::string& token) = 0;
  // Whether the site's file is good, as far as it is known. Any thread may ask.
  virtual Status fit() const = 0;
  // Somebody beside has met this Error. Where it says that the site's own file is damaged, nothing is taken into it any
  // more, by nobody. It may be called on any thread.
  virtual void met(const Error& error) = 0;
  // Ends all waiting here.
  virtual void close() = 0;
};

}  // namespace dockhand
