// The page that a customer's link leads to: he waits, does not want the line any more, or takes what is here instead.
//
// Decides: that looking at the page changes nothing (programs that read mail follow links), that an answer counts once
// however often its button is pressed, and that only what still waits can be given up. Leaves to others: who made the
// link (sync/message/answer_link.h), what an answer does (storage/facts/facts_customer.cpp).
#pragma once

#include <filesystem>
#include <string>

#include "storage/ledger/ledger_thread.h"
#include "sync/http/http_service.h"

namespace dockhand {

class AnswerPage {
 public:
  // The ledger and the clock outlive it. Without a secret there is nothing at its address.
  AnswerPage(std::filesystem::path database, LedgerThread& ledger, std::string secret, const Clock& clock)
      : database_(std::move(database)), ledger_(ledger), secret_(std::move(secret)), clock_(clock) {}

  HttpAnswer show(const HttpRequest& request) const;
  HttpAnswer take(const HttpRequest& request) const;

 private:
  const std::filesystem::path database_;
  LedgerThread& ledger_;
  const std::string secret_;
  const Clock& clock_;
};

}  // namespace dockhand
