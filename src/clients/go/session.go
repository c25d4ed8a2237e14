package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

const clientModule = "github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"

// What the client has beside its calls. It has no pollers and no page size, and its pagers cannot be
// told where to begin.
var features = []string{
	"getSecret.outContentType",
	"list.byPage",
	"client.apiVersion",
	"client.verifyChallengeResource",
	"client.retry",
	"client.logging",
	"call.timeout",
	"credential.test",
	"credential.clientSecret",
	"credential.managedIdentity",
}

// heldClient is a client, or the error with which it refused its options, for its calls to report.
type heldClient struct {
	client  *azsecrets.Client
	refusal error
	verbose bool
}

// session holds the clients that the harness has asked for. Calls come from many goroutines at once.
type session struct {
	mutex   sync.RWMutex
	clients map[string]heldClient
	// Open clients that were asked to log: the client's logger is the process's.
	verbose atomic.Int32
}

func newSession() *session {
	return &session{clients: map[string]heldClient{}}
}

func (s *session) log(event azlog.Event, message string) {
	if s.verbose.Load() > 0 {
		fmt.Fprintf(os.Stderr, "%s %s\n", event, message)
	}
}

func (s *session) initialize(json.RawMessage) (any, error) {
	capabilities := append([]string{}, features...)
	for name := range calls {
		capabilities = append(capabilities, name)
	}
	apiVersion, userAgent := introduction()
	return map[string]any{
		"protocolVersion": 1,
		"client": map[string]any{
			"name":              clientModule,
			"version":           clientVersion(userAgent),
			"language":          "go",
			"runtime":           "go " + strings.TrimPrefix(runtime.Version(), "go"),
			"defaultApiVersion": apiVersion,
		},
		"capabilities": capabilities,
	}, nil
}

// clientVersion is what was built in, without the `v`; for a local checkout what it calls itself.
func clientVersion(userAgent string) string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path != clientModule {
			continue
		}
		if module.Replace == nil {
			return strings.TrimPrefix(module.Version, "v")
		}
		if own := ownVersion.FindStringSubmatch(userAgent); own != nil {
			return own[1]
		}
		return "(devel)"
	}
	return "(unknown)"
}

// ownVersion is in a User-Agent such as `azsdk-go-azsecrets/v1.5.1 (go1.26.8; linux)`.
var ownVersion = regexp.MustCompile(`azsecrets/v?(\d[^\s]*)`)

type transporterFunc func(*http.Request) (*http.Response, error)

func (f transporterFunc) Do(request *http.Request) (*http.Response, error) { return f(request) }

// introduction reads what a request of the client says of it: its api-version is told nowhere else.
func introduction() (apiVersion, userAgent string) {
	transport := transporterFunc(func(request *http.Request) (*http.Response, error) {
		apiVersion = request.URL.Query().Get("api-version")
		userAgent = request.UserAgent()
		return nil, errors.New("not sent")
	})
	options := &azsecrets.ClientOptions{ClientOptions: azcore.ClientOptions{
		Transport: transport,
		Retry:     policy.RetryOptions{MaxRetries: -1},
	}}
	client, err := azsecrets.NewClient("https://none.vault.azure.net", newTestCredential("none", nil), options)
	if err == nil {
		_, _ = client.GetSecret(background, "none", "", nil)
	}
	return apiVersion, userAgent
}

type createClientParams struct {
	Client                  string
	VaultURL                string
	APIVersion              string
	VerifyChallengeResource *bool
	Logging                 string
	Credential              credentialParams
	Retry                   *struct{ MaxRetries, DelayMs, MaxDelayMs int }
}

func (s *session) createClient(raw json.RawMessage) (any, error) {
	var params createClientParams
	if err := json.Unmarshal(raw, &params); err != nil {
		return nil, faultf("createClient: %v", err)
	}
	held := heldClient{verbose: params.Logging == "verbose"}
	credential, err := createCredential(params.Credential)
	if err == nil {
		held.client, err = azsecrets.NewClient(params.VaultURL, credential, clientOptions(params))
	}
	held.refusal = err
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.clients[params.Client] = held
	if held.verbose {
		s.verbose.Add(1)
	}
	return struct{}{}, nil
}

// clientOptions leaves at the client's defaults what the harness leaves out.
func clientOptions(params createClientParams) *azsecrets.ClientOptions {
	options := &azsecrets.ClientOptions{}
	options.APIVersion = params.APIVersion
	options.Logging.IncludeBody = params.Logging == "verbose"
	if params.VerifyChallengeResource != nil {
		options.DisableChallengeResourceVerification = !*params.VerifyChallengeResource
	}
	if retry := params.Retry; retry != nil {
		options.Retry = policy.RetryOptions{
			MaxRetries: int32(orNegative(retry.MaxRetries)),
			RetryDelay: time.Duration(orNegative(retry.DelayMs)) * time.Millisecond,
			// The client takes a negative maximum for none at all: the least is the nearest to zero.
			MaxRetryDelay: max(time.Duration(retry.MaxDelayMs)*time.Millisecond, time.Nanosecond),
		}
	}
	return options
}

// orNegative is how the client is told zero: it takes zero for its default.
func orNegative(number int) int {
	if number == 0 {
		return -1
	}
	return number
}

func (s *session) closeClient(raw json.RawMessage) (any, error) {
	var params struct{ Client string }
	if err := json.Unmarshal(raw, &params); err != nil {
		return nil, faultf("closeClient: %v", err)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	held, ok := s.clients[params.Client]
	if !ok {
		return nil, faultf("No client %q was created.", params.Client)
	}
	delete(s.clients, params.Client)
	if held.verbose {
		s.verbose.Add(-1)
	}
	return struct{}{}, nil
}

func (s *session) held(name string) (heldClient, error) {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	held, ok := s.clients[name]
	if !ok {
		return held, faultf("No client %q was created.", name)
	}
	return held, nil
}
