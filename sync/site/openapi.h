// The addresses of a hub as an OpenAPI document, for the office's own programs.
//
// Decides: the form of the document. Leaves to others: which addresses there are: the table that routes
// (sync/hub/hub.cpp).
#pragma once

#include <string>
#include <vector>

namespace dockhand {

struct AddressDescription {
  const char* method;
  const char* path;
  const char* about;
  bool with_token;
  bool takes_body;
};

std::string openapi_of(const std::vector<AddressDescription>& addresses);

}  // namespace dockhand
