// The addresses of a hub as an OpenAPI document, for the office's own programs.
//
// Decides: the form of the document, and which statuses stand there. Leaves to others: which addresses there are: the
// table that routes (sync/site/site_service.cpp); what can be said behind them (sync/site/parameters.h).
#pragma once

#include <string>
#include <vector>

#include "sync/site/gate.h"
#include "sync/site/parameters.h"

namespace dockhand {

struct AddressDescription {
  enum class Form { other, list, rows, command };  // of the question, or of a list's answer
  const char* method;
  const char* path;
  const char* about;
  Who who;  // a terminal may show a token where it is so set
  bool takes_body;
  Form form;
  const Parameters* parameters;  // what can be said behind the address
};

std::string openapi_of(const std::vector<AddressDescription>& addresses);
// What a person reads who opens the hub's address in a browser. It says nothing of the site: anybody may ask.
std::string front_page();

}  // namespace dockhand
