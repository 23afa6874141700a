// What the hub says when it cannot do what was asked.
//
// Decides: which status an Error has. Leaves to others: the form of the message (sync/protocol.h).
#pragma once

#include "storage/codec/json.h"
#include "storage/model/result.h"
#include "sync/http/http_service.h"

namespace dockhand {

// The members stand behind the version of the protocol.
HttpAnswer json_answer(int status, const OrderedJson& members);
HttpAnswer answer_error(const Error& error, int status);
HttpAnswer answer_error(const Error& error);  // its status follows from the kind of the error
// What a hub answers also while another one owns the site: each address that is asked with GET, and two more.
bool only_reads(const HttpHead& head);
HttpAnswer not_the_owner();  // to all the rest
// Is for the statuses that the server gives by itself.
Error error_of_status(int status);

}  // namespace dockhand
