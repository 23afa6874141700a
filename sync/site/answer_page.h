// The page that a customer's link leads to: he waits, does not want the line any more, or takes what is here instead;
// or, where a letter has asked so, whether all has arrived well.
//
// Decides: that looking at the page changes nothing (programs that read mail follow links), that an answer counts once
// however often its button is pressed, that it answers what the page has shown (the number, the day, the other item)
// and changes nothing where that is not so any more, that only what still waits can be given up, that the day on it is
// the one that letters have told (also the one of the letter that is answered, where the last one tells another), and
// that a link which has ended says so. Leaves to others: who made the link (sync/message/answer_link.h), its words
// (sync/message/texts.h), what an answer does (storage/facts/facts_customer.cpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "storage/ledger/ledger_thread.h"
#include "storage/views/views.h"
#include "sync/http/http_service.h"
#include "sync/message/answer_link.h"
#include "sync/message/texts.h"

namespace dockhand {

// What a site needs so that customers can answer.
struct AnswerOffer {
  std::string secret;
  LetterTexts texts;
};

class AnswerPage {
 public:
  // The ledger and the clock must outlive it. Without an offer there is nothing at its address.
  AnswerPage(std::filesystem::path database, LedgerThread& ledger, std::optional<AnswerOffer> offer, const Clock& clock)
      : database_(std::move(database)), ledger_(ledger), offer_(std::move(offer)), clock_(clock) {}

  HttpAnswer show(const HttpRequest& request) const;
  HttpAnswer take(const HttpRequest& request) const;

 private:
  // What a link is about, and the words for it. `line` is empty when the link has ended.
  struct About {
    AnswerToken token;
    std::optional<OrderLineView> line;
    AnswerWords words;
    std::string shown;           // proves what the page says now
    bool after_arrival = false;  // the letter has asked whether all was well, and nothing of the line waits
  };
  std::optional<About> about(const HttpRequest& request) const;
  std::string form_of(const HttpRequest& request, const About& asked) const;
  std::string how_it_is(const HttpRequest& request, const About& asked) const;
  HttpAnswer unchanged(const HttpRequest& request) const;

  const std::filesystem::path database_;
  LedgerThread& ledger_;
  const std::optional<AnswerOffer> offer_;
  const Clock& clock_;
};

}  // namespace dockhand
