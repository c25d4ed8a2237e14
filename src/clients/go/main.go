// The Go driver of keyvault-contract: it calls azsecrets by JSON-RPC. The messages are those of
// schemas/driver.json: one a line, requests on stdin and responses on stdout.
package main

import (
	"os"

	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
)

func main() {
	answers := os.Stdout
	// What else is printed goes to stderr.
	os.Stdout = os.Stderr
	session := newSession()
	// The client has one listener a process, to be set before any client is used.
	azlog.SetListener(session.log)
	serve(os.Stdin, answers, session)
}
