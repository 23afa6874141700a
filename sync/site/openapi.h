// The addresses of a hub as an OpenAPI document, for the office's own programs.
//
// Decides: the form of the document. Leaves to others: which addresses there are: the table that routes
// (sync/hub/hub.cpp).
#pragma once

#include <string>
#include <vector>

namespace dockhand {

struct AddressDescription {
  enum class Shows { nothing, token, signature };  // who asks; a terminal may show a token where it is so set
  enum class Form { other, list, rows, command };  // of the question, or of a list's answer
  const char* method;
  const char* path;
  const char* about;
  Shows shows;
  bool takes_body;
  Form form;
};

std::string openapi_of(const std::vector<AddressDescription>& addresses);
// What a person reads who opens the hub's address in a browser. It says nothing of the site: anybody may ask.
std::string front_page();

}  // namespace dockhand
