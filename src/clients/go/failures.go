package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"reflect"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// failure is an error of the client under the protocol's names.
type failure struct {
	Category  string `json:"category"`
	Type      string `json:"type"`
	Status    int    `json:"status,omitempty"`
	Code      string `json:"code,omitempty"`
	InnerCode string `json:"innerCode,omitempty"`
	Message   string `json:"message"`
	RequestID string `json:"requestId,omitempty"`
}

// situation is what the driver knows of a call beside its error.
type situation struct {
	// The client refused its options.
	refused bool
	// A connection was asked for.
	sent bool
	// The caller had set a time limit.
	timed bool
}

// watchSending tells whether anything was about to be sent, by the standard library's own means.
func watchSending(ctx context.Context) (context.Context, *atomic.Bool) {
	sent := &atomic.Bool{}
	trace := &httptrace.ClientTrace{GetConn: func(string) { sent.Store(true) }}
	return httptrace.WithClientTrace(ctx, trace), sent
}

func clientError(err error, situation situation) failure {
	result := failure{Category: categorise(err, situation), Type: typeName(err), Message: err.Error()}
	if answer, ok := errors.AsType[*azcore.ResponseError](err); ok && result.Category == "service" {
		result.Type = typeName(answer)
		result.Status, result.Code = answer.StatusCode, answer.ErrorCode
		if raw := answer.RawResponse; raw != nil {
			result.RequestID = raw.Header.Get("x-ms-request-id")
			result.InnerCode = innerCode(raw)
		}
	}
	return result
}

// nonRetriable is how azcore marks errors of the challenge and the credential.
type nonRetriable interface {
	error
	NonRetriable()
}

func categorise(err error, situation situation) string {
	if errors.Is(err, context.DeadlineExceeded) && situation.timed {
		return "timeout"
	}
	// The identity library's errors are of this kind too, and some hold a ResponseError.
	if _, ok := errors.AsType[nonRetriable](err); ok {
		if !situation.sent {
			return "usage"
		}
		return "authentication"
	}
	if _, ok := errors.AsType[*azcore.ResponseError](err); ok {
		return "service"
	}
	if situation.refused || !situation.sent {
		return "usage"
	}
	if isUnreadable(err) {
		return "parse"
	}
	return "transport"
}

// isUnreadable knows the client's own words: it has no type for an answer that it cannot read.
func isUnreadable(err error) bool {
	if _, ok := errors.AsType[net.Error](err); ok {
		return false
	}
	return strings.HasPrefix(err.Error(), "unmarshalling type ")
}

// innerCode reads what ResponseError has no member for where its documentation says to look.
func innerCode(answer *http.Response) string {
	var body struct {
		Error struct {
			InnerError struct{ Code string }
		}
	}
	if raw, err := runtime.Payload(answer); err == nil && json.Unmarshal(raw, &body) == nil {
		return body.Error.InnerError.Code
	}
	return ""
}

// panicError is a panic of the client, which is no part of its interface.
func panicError(cause any) failure {
	fmt.Fprintf(os.Stderr, "%T\n%s", cause, debug.Stack())
	return failure{Category: "internal", Type: typeName(cause), Message: fmt.Sprint(cause)}
}

func typeName(value any) string {
	return strings.TrimPrefix(reflect.TypeOf(value).String(), "*")
}
